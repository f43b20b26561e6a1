using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Quarantine;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange quarantine</c>: what could not be mapped or was refused, by cause.</summary>
internal static class QuarantineVerbs
{
    private static readonly Argument<string?> Place = new("stream") { Description = "A system, stream or target; all where none is named.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Stream = new("--stream") { Description = "A system, stream or target." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Only entries with this reason." };
    private static readonly Option<string?> Field = new("--field") { Description = "Only entries with an error of this field." };
    private static readonly Option<string?> Value = new("--value") { Description = "Only entries with an error of this value." };
    private static readonly Option<long?> Id = new("--id") { Description = "Only this entry." };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many entries.", DefaultValueFactory = _ => 20 };
    private static readonly Option<string?> Because = new("--because") { Description = "Why it is given up; kept in the audit log." };
    private static readonly Option<string?> SaveTest = new("--save-test") { Description = "Add the record without its people to the tests of its mapping; a name, or a .yaml file.", HelpName = "NAME|FILE" };
    private static readonly Option<string> Wait = new("--wait") { Description = "How long to wait for a busy stream.", DefaultValueFactory = _ => "60s" };

    public static Command Create()
    {
        var list = Selecting(new Command("list", "Open entries by cause."));
        list.Runs(ListAsync);
        var show = Selecting(new Command("show", "Open entries with all their errors."));
        show.Add(Limit);
        show.Add(SaveTest);
        show.Runs(ShowAsync);
        var replay = Selecting(new Command("replay", "Map open entries once more."));
        replay.Add(Wait);
        replay.Runs(ReplayAsync);
        var discard = Selecting(new Command("discard", "Give entries up; the records stay on file."));
        discard.Add(Because);
        discard.Runs(DiscardAsync);
        return new Command("quarantine", "Records that could not be mapped and versions that were refused.") { list, show, replay, discard };
    }

    private static Command Selecting(Command command)
    {
        command.Add(Place);
        foreach (var option in new Option[] { Stream, Reason, Field, Value, Id })
        {
            command.Add(option);
        }

        return command;
    }

    private static QuarantineFilter Filter(ParseResult parsed)
    {
        var place = parsed.GetValue(Place) ?? parsed.GetValue(Stream);
        long? id = parsed.GetValue(Id);
        if (id is null && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            (place, id) = (null, number);
        }

        return new QuarantineFilter
        {
            Stream = place?.Contains('/', StringComparison.Ordinal) == true ? place : null,
            System = place?.Contains('/', StringComparison.Ordinal) == false ? place : null,
            Reason = parsed.GetValue(Reason),
            Field = parsed.GetValue(Field),
            Value = parsed.GetValue(Value),
            Id = id,
        };
    }

    private static async Task<int> ListAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var (total, groups) = await hub.Quarantine.GroupAsync(Filter(parsed), cancellationToken).ConfigureAwait(false);
        context.Output.Write(new { total, groups }, console =>
        {
            var table = new Table().RoundedBorder().AddColumns("stream", "reason", "field", "value", "count", "last seen", "what");
            foreach (var group in groups)
            {
                table.AddRow(
                    Markup.Escape(group.Stream),
                    group.Reason,
                    Markup.Escape(group.Field),
                    Markup.Escape(group.Value ?? ""),
                    group.Count.ToString("N0", CultureInfo.InvariantCulture),
                    group.LastSeen.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
                    Markup.Escape(group.Message));
            }

            console.Write(table);
            console.MarkupLineInterpolated($"{total} open entries");
        });
        return ExitCodes.Done;
    }

    private static async Task<int> ShowAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var entries = await hub.Quarantine.ReadAsync(Filter(parsed) with { Limit = parsed.GetValue(Limit) }, 0, cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0)
        {
            JudgePlace(hub, Filter(parsed));
        }

        var saved = parsed.GetValue(SaveTest) is { } name ? QuarantineTest.Save(hub, entries, name) : null;
        context.Output.Write(
            new
            {
                savedTest = saved,
                entries = entries.Select(e => new
                {
                    id = e.QuarantineId,
                    stream = e.Stream,
                    key = e.Key,
                    caseKey = e.CaseKey,
                    @case = e.CaseId?.ToString(CultureInfo.InvariantCulture),
                    operation = e.Operation.ToString().ToLowerInvariant(),
                    version = e.Version,
                    timesSeen = e.TimesSeen,
                    firstSeen = e.FirstSeen,
                    lastSeen = e.LastSeen,
                    errors = e.Errors.Select(x => new { field = x.Field, source = x.SourcePath, reason = x.Reason, value = x.Value, message = x.Message }),
                }),
            },
            console =>
            {
                if (saved is not null)
                {
                    console.MarkupLineInterpolated($"added to {saved}");
                }

                foreach (var entry in entries)
                {
                    console.MarkupLineInterpolated($"[bold]{entry.QuarantineId}[/] {entry.Stream} {entry.Key}, seen {entry.TimesSeen}×, last {entry.LastSeen.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}");
                    foreach (var error in entry.Errors)
                    {
                        console.MarkupLineInterpolated($"  {error.Reason} {error.Field} {error.Value}: {error.Message}");
                    }
                }
            });
        return ExitCodes.Done;
    }

    // Nothing to show is good news only where the place exists.
    private static void JudgePlace(Hub hub, QuarantineFilter filter)
    {
        if (filter.Id is { } id)
        {
            throw new ExchangeException(FailureKind.Data, $"There is no open quarantine entry {id}.", "Run: exchange quarantine show, which lists the open ones with their ids.");
        }

        string[] known = [.. hub.Work.Streams.Select(s => s.Id), .. hub.Work.Targets.Select(t => t.Id), .. hub.Files.Connectors.Select(c => c.Id), .. hub.Files.Connectors.SelectMany(c => c.Entry.Declaration.Streams.Select(s => $"{c.Id}/{s.Name}"))];
        if ((filter.Stream ?? filter.System) is { } place && !known.Contains(place))
        {
            var nearest = NearestKey.Find(place, known);
            throw new ExchangeException(
                FailureKind.Data, $"There is no system, stream or target '{place}'.", nearest is null ? "Run: exchange connector list" : $"Did you mean '{nearest}'?");
        }
    }

    private static async Task<int> ReplayAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!Duration.TryParse(parsed.GetValue(Wait), out var wait))
        {
            throw new ExchangeException(FailureKind.Configuration, $"--wait '{parsed.GetValue(Wait)}' is not a duration.", "Write a whole number and one of ms, s, m, h, d: 60s.");
        }

        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var report = await hub.Work.ReplayAsync(Filter(parsed), VerbContext.Actor, wait, cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new { selected = report.Selected, mapped = report.Mapped, stillQuarantined = report.StillQuarantined, superseded = report.Superseded },
            console => console.MarkupLineInterpolated(
                $"{report.Selected} selected: {report.Mapped} mapped, {report.StillQuarantined} still in quarantine, {report.Superseded} superseded"));
        return report.StillQuarantined > 0 ? ExitCodes.Attention : ExitCodes.Done;
    }

    private static async Task<int> DiscardAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var filter = Filter(parsed);
        var reason = parsed.GetValue(Because) ?? "no reason given";
        var discarded = await hub.Quarantine.DiscardAsync(filter, VerbContext.Actor, reason, cancellationToken).ConfigureAwait(false);
        await hub.Audit.AppendAsync(
            new AuditEntry(VerbContext.Actor, "quarantine.discard", filter.Stream ?? filter.System ?? filter.Id?.ToString(CultureInfo.InvariantCulture) ?? "all")
            {
                Detail = new Dictionary<string, string> { ["count"] = discarded.ToString(CultureInfo.InvariantCulture), ["because"] = reason },
            },
            cancellationToken).ConfigureAwait(false);
        context.Output.Write(new { discarded }, console => console.MarkupLineInterpolated($"{discarded} given up"));
        return ExitCodes.Done;
    }
}
