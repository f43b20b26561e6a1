using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Mapping.Samples;
using Exchange.Pipeline.Quarantine;
using Exchange.Pipeline.Registry;

namespace Exchange.Host.Cli;

/// <summary>Turns a quarantined record into a test of its mapping.</summary>
internal static class QuarantineTest
{
    /// <summary>Saves the only entry.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="entries">What was selected.</param>
    /// <param name="name">The name of the test, or a file of tests.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ExchangeException">It is not one record of a stream, or the file cannot take it (configuration).</exception>
    public static string Save(Hub hub, IReadOnlyList<QuarantineEntry> entries, string name)
    {
        if (entries.Count != 1 || entries[0] is not { StreamId: not null, Sealed: { } raw } entry)
        {
            throw new ExchangeException(FailureKind.Configuration, "--save-test takes one quarantined record.", "Name its id: exchange quarantine show <id> --save-test <name>");
        }

        var stream = hub.Work.Streams.FirstOrDefault(s => s.StreamId == entry.StreamId)
            ?? throw new ExchangeException(FailureKind.Configuration, $"The stream '{entry.Stream}' is not configured.", "Configure its connector first.");
        var mapping = MappingChoice.Find(hub.Files, stream.Declaration.Mapping);
        var clear = hub.Files.Security.Sealer.Open(raw, SealedPlace.Quarantine(stream.StreamId, entry.Key));
        byte[] record;
        try
        {
            record = Deidentifying.Of(hub.Files, stream.Declaration).Apply(clear);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"The record of entry {entry.QuarantineId} is not JSON, so it makes no test.", "Ask the owner of the system for a whole record.", exception);
        }

        var isFile = name.EndsWith(".yaml", StringComparison.Ordinal);
        var file = isFile ? name : Deidentifying.OutlineOf(hub.Files, mapping.Id)!.TestsPath;
        MappingTestWriter.Add(file, isFile ? $"quarantine entry {entry.QuarantineId}" : name, record, mapping.Map(record));
        return file;
    }
}
