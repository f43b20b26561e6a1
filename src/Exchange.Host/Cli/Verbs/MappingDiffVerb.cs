using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Mapping.Difference;
using Exchange.Mapping.Samples;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Quarantine;
using Exchange.Pipeline.Registry;
using Exchange.Storage.Records;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange mapping diff</c>: what a change to a mapping does to the records of yesterday.</summary>
internal static class MappingDiffVerb
{
    private static readonly Argument<string> Id = new("mapping") { Description = "The id of a mapping: system/stream." };
    private static readonly Option<string> Against = new("--against") { Description = "The other state: a revision of git, a file, or a folder.", Required = true, HelpName = "REF|PATH" };
    private static readonly Option<int> Last = new("--last") { Description = "How many landed records, the last ones.", DefaultValueFactory = _ => 1_000, HelpName = "N" };
    private static readonly Option<string?> Samples = new("--samples") { Description = "Compare on the records of a file instead; no database is needed.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("diff", "Compare two states of a mapping on landed records; exit code 1 where they differ.") { Id, Against, Last, Samples };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetRequiredValue(Id);
        var last = parsed.GetValue(Last);
        if (last < 1)
        {
            throw new ExchangeException(FailureKind.Configuration, $"--last {last} is no number of records.", "Write 1 or more.");
        }

        var files = context.LoadFiles();
        var now = MappingChoice.Find(files, id);
        var earlier = await EarlierMapping.LoadAsync(files, id, parsed.GetRequiredValue(Against), cancellationToken).ConfigureAwait(false);
        var difference = new MappingDifference(earlier, now, MaskedContent.Value);
        if (parsed.GetValue(Samples) is { } file)
        {
            foreach (var record in SampleFiles.Read(file))
            {
                difference.Add(record);
            }
        }
        else
        {
            await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
            await CompareAsync(hub, id, last, difference, cancellationToken).ConfigureAwait(false);
        }

        var report = difference.Report;
        context.Output.Write(
            new
            {
                id,
                against = parsed.GetValue(Against),
                revisions = new { old = earlier.Revision, @new = now.Revision },
                compared = report.Compared,
                same = report.Same,
                changed = report.Changed,
                newlyQuarantined = report.NewlyQuarantined,
                mended = report.Mended,
                fields = report.Fields,
                newErrors = report.NewErrors,
                mendedErrors = report.MendedErrors,
            },
            console => Write(console, report));
        return report.Any ? ExitCodes.Attention : ExitCodes.Done;
    }

    private static async Task CompareAsync(Hub hub, string id, int last, MappingDifference difference, CancellationToken cancellationToken)
    {
        var streams = hub.Work.Streams.Where(s => s.Declaration.Mapping == id).ToArray();
        if (streams.Length == 0)
        {
            throw new ExchangeException(FailureKind.Configuration, $"No configured stream uses the mapping '{id}'.", "Configure its connector, or compare on a file: --samples FILE.");
        }

        // Opened to be counted, shown masked: it is on record that somebody had it done.
        await hub.Audit.AppendAsync(
            new AuditEntry(VerbContext.Actor, "mapping.diff", id) { Detail = new Dictionary<string, string> { ["last"] = last.ToString(CultureInfo.InvariantCulture) } }, cancellationToken).ConfigureAwait(false);
        var sealer = hub.Files.Security.Sealer;
        var landed = new LandedRecords(hub.Database);
        foreach (var stream in streams)
        {
            await foreach (var (landingId, raw) in landed.LastAsync(stream.StreamId, last, cancellationToken).ConfigureAwait(false))
            {
                difference.Add(sealer.Open(raw, SealedPlace.Landing(landingId)));
            }

            await CompareQuarantineAsync(hub, stream, last, difference, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CompareQuarantineAsync(Hub hub, HubStream stream, int last, MappingDifference difference, CancellationToken cancellationToken)
    {
        var entries = await hub.Quarantine.ReadAsync(new QuarantineFilter { Stream = stream.Id, Limit = last }, 0, cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries.Where(e => e.Sealed is not null))
        {
            difference.Add(hub.Files.Security.Sealer.Open(entry.Sealed, SealedPlace.Quarantine(stream.StreamId, entry.Key)));
        }
    }

    private static void Write(IAnsiConsole console, DifferenceReport report)
    {
        var table = new Table().RoundedBorder().AddColumns("field", "records", "old → new");
        foreach (var field in report.Fields)
        {
            table.AddRow(
                Markup.Escape(field.Field),
                field.Records.ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(string.Join("\n", field.Values.Select(v => $"{v.Old ?? "(empty)"} → {v.New ?? "(empty)"} ({v.Count}×)"))));
        }

        if (report.Fields.Count > 0)
        {
            console.Write(table);
        }

        foreach (var error in report.NewErrors)
        {
            console.MarkupLineInterpolated($"[red]goes to quarantine[/] {error.Count}× {error.Field} {error.Reason} {error.Value}");
        }

        foreach (var error in report.MendedErrors)
        {
            console.MarkupLineInterpolated($"[green]mended[/] {error.Count}× {error.Field} {error.Reason} {error.Value}");
        }

        console.MarkupLineInterpolated(
            $"{report.Compared} records: {report.Same} the same, {report.Changed} changed, {report.NewlyQuarantined} newly in quarantine, {report.Mended} mended");
    }
}
