using System.CommandLine;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Host.Composition;
using Exchange.Mapping;
using Exchange.Mapping.Samples;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange mapping preview</c>: records before and after, personal data masked.</summary>
internal static class MappingPreviewVerb
{
    private static readonly Argument<string> Id = new("mapping") { Description = "The id of a mapping: system/stream." };
    private static readonly Option<string?> Samples = new("--samples") { Description = "A file with records; otherwise the samples beside the connector.", HelpName = "FILE" };
    private static readonly Option<int?> Live = new("--live") { Description = "Read this many records from the system itself; nothing is stored or acknowledged.", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("preview", "Show records before and after a mapping, personal data masked.") { Id, Samples, Live };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetRequiredValue(Id);
        var files = context.LoadFiles();
        var mapping = MappingChoice.Find(files, id);
        var records = new List<(JsonNode? Before, MappingOutcome Outcome)>();
        await foreach (var record in RecordsAsync(context, files, id, parsed.GetValue(Samples), parsed.GetValue(Live), cancellationToken).ConfigureAwait(false))
        {
            records.Add((MaskedRecord.Of(record), mapping.Map(record)));
        }

        context.Output.Write(
            new
            {
                id = mapping.Id,
                revision = mapping.Revision,
                records = records.Select(r => new { ok = r.Outcome.Ok, before = r.Before, after = After(mapping, r.Outcome), errors = Told(r.Outcome.Errors), warnings = Told(r.Outcome.Warnings) }),
            },
            console =>
            {
                foreach (var (before, outcome) in records)
                {
                    console.Write(new Table().RoundedBorder().AddColumns("before", "after").AddRow(
                        Markup.Escape(VerbOutput.Text(before)),
                        Markup.Escape(outcome.Ok ? VerbOutput.Text(After(mapping, outcome)) : string.Join("\n", outcome.Errors.Select(e => $"{e.Reason} {e.Field} {e.Value}: {e.Message}")))));
                }

                console.MarkupLineInterpolated($"{records.Count} records, {records.Count(r => !r.Outcome.Ok)} would go to quarantine");
            });
        return records.TrueForAll(r => r.Outcome.Ok) ? ExitCodes.Done : ExitCodes.Attention;
    }

    private static JsonNode? After(CompiledMapping mapping, MappingOutcome outcome) =>
        !outcome.Ok ? null : mapping.Outbound ? MaskedRecord.Of(outcome.Content) : MaskedContent.Of(outcome.Content);

    private static IEnumerable<object> Told(IEnumerable<FieldError> errors) =>
        errors.Select(x => new { field = x.Field, source = x.SourcePath, reason = x.Reason, value = x.Value, message = x.Message });

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> RecordsAsync(
        VerbContext context, HubFiles files, string id, string? file, int? live, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (live is null)
        {
            var found = file is null ? SampleFiles.Find(files.Home.Roots, id) : [file];
            if (found.Count == 0)
            {
                throw new ExchangeException(FailureKind.Configuration, $"There are no samples of '{id}'.", "Name a file (--samples FILE), or read from the system (--live 5).");
            }

            foreach (var record in found.SelectMany(SampleFiles.Read))
            {
                yield return record;
            }

            yield break;
        }

        if (live < 1 || file is not null)
        {
            throw new ExchangeException(FailureKind.Configuration, "--live takes a number from 1 on, and stands alone.", "Write --live 5, or --samples FILE.");
        }

        var connector = files.Connectors.FirstOrDefault(c => c.Entry.Declaration.Streams.Any(s => s.Mapping == id))
            ?? throw new ExchangeException(FailureKind.Configuration, $"No stream uses the mapping '{id}'.", "Name it in a connector file ('mapping:'), or use --samples FILE.");
        var stream = connector.Entry.Declaration.Streams.First(s => s.Mapping == id).Name;
        using var session = ConnectorSession.Open(context, $"{connector.Id}/{stream}");
        await using var source = session.Connectors.Source(connector.Id);
        var left = live.Value;
        await foreach (var page in source.ReadAsync(new ReadRequest(stream) { Limit = left, Full = true }, cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in page.Records.Take(left))
            {
                yield return record.Json;
            }

            left -= page.Records.Count;
            if (left <= 0)
            {
                break;
            }
        }
    }
}
