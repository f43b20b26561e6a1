using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Drift;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange drift</c>: sources that changed their shape.</summary>
internal static class DriftVerbs
{
    private static readonly Argument<string?> Place = new("stream") { Description = "A system or stream; all where none is named.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string> What = new("what") { Description = "The id of an entry, a stream or a system." };
    private static readonly Option<string?> Field = new("--field") { Description = "Only of this field." };
    private static readonly Option<bool> All = new("--all") { Description = "Those accepted too." };

    public static Command Create()
    {
        var list = new Command("list", "How sources depart from their known shape.") { Place, All };
        list.Runs(ListAsync);
        var accept = new Command("accept", "Make departures part of the known shape, from the next run on.") { What, Field };
        accept.Runs(AcceptAsync);
        return new Command("drift", "Sources that changed their shape.") { list, accept };
    }

    /// <summary>An entry for programs.</summary>
    public static object Document(DriftEntry entry) => new
    {
        id = entry.Id,
        stream = entry.Stream,
        kind = DriftContract.NameOf(entry.Kind),
        field = entry.Field,
        value = entry.Kind == DriftKind.UnknownCode ? entry.Value : null,
        example = entry.Example,
        action = entry.Action.ToString().ToLowerInvariant(),
        count = entry.Count,
        firstSeen = entry.FirstSeen,
        lastSeen = entry.LastSeen,
        acceptedBy = entry.AcceptedBy,
    };

    private static async Task<int> ListAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var entries = await OpenDrift.ListAsync(hub, parsed.GetValue(Place), parsed.GetValue(All), cancellationToken).ConfigureAwait(false);
        context.Output.Write(new { total = entries.Count, drift = entries.Select(Document) }, console => Write(console, entries));
        return ExitCodes.Done;
    }

    private static async Task<int> AcceptAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var what = parsed.GetRequiredValue(What);
        var field = parsed.GetValue(Field);
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var open = await hub.Drift.ListAsync(null, accepted: false, cancellationToken).ConfigureAwait(false);
        var chosen = open.Where(d => (d.Id.ToString(CultureInfo.InvariantCulture) == what || d.Stream == what || d.Stream.StartsWith(what + "/", StringComparison.Ordinal)) && (field is null || d.Field == field)).ToArray();
        if (chosen.Length == 0)
        {
            throw new ExchangeException(FailureKind.Data, $"Nothing open in the drift of '{what}'{(field is null ? "" : $", field '{field}'")}.", "Run: exchange drift list");
        }

        await hub.Drift.AcceptAsync([.. chosen.Select(d => d.Id)], VerbContext.Actor, cancellationToken).ConfigureAwait(false);
        foreach (var entry in chosen)
        {
            await hub.Audit.AppendAsync(
                new AuditEntry(VerbContext.Actor, "drift.accept", entry.Stream) { Detail = new Dictionary<string, string> { ["kind"] = DriftContract.NameOf(entry.Kind), ["field"] = entry.Field } },
                cancellationToken).ConfigureAwait(false);
        }

        var replays = chosen.Where(d => d.Action == DriftAction.Quarantine && d.Kind != DriftKind.UnknownCode)
            .Select(d => $"exchange quarantine replay --stream {d.Stream} --field {d.Field} --reason drift").Distinct().ToArray();
        context.Output.Write(
            new { accepted = chosen.Length, drift = chosen.Select(Document), replay = replays },
            console =>
            {
                console.MarkupLineInterpolated($"{chosen.Length} accepted");
                foreach (var replay in replays)
                {
                    console.MarkupLineInterpolated($"  to map what waited for it: {replay}");
                }
            });
        return ExitCodes.Done;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<DriftEntry> entries)
    {
        var table = new Table().RoundedBorder().AddColumns("id", "stream", "what", "field", "example", "records", "first seen", "last seen", "done about it");
        foreach (var entry in entries)
        {
            table.AddRow(
                entry.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(entry.Stream),
                DriftContract.NameOf(entry.Kind),
                Markup.Escape(entry.Field),
                Markup.Escape(entry.Example),
                entry.Count.ToString("N0", CultureInfo.InvariantCulture),
                Time(entry.FirstSeen),
                Time(entry.LastSeen),
                entry.AcceptedBy is { } by ? Markup.Escape($"accepted by {by}") : entry.Action.ToString().ToLowerInvariant());
        }

        console.Write(table);
        console.MarkupLineInterpolated($"{entries.Count} departures");
    }

    private static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
