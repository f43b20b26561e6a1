using System.CommandLine;
using System.Globalization;
using Exchange.Mapping;
using Exchange.Mapping.CodeQueue;
using Exchange.Mapping.Outlines;
using Exchange.Pipeline.Quarantine;
using Exchange.Storage.Quarantine;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange codes</c>: codes that no table knows, and their rows.</summary>
internal static class CodesVerbs
{
    private static readonly Option<string?> System = new("--system") { Description = "Only the codes of this system." };
    private static readonly Option<string?> Unmatched = new("--unmatched") { Description = "Cases whose items, departments or regions have no counterpart.", HelpName = "items|departments|regions" };

    private static readonly Argument<string> SystemOf = new("system") { Description = "The system." };
    private static readonly Argument<string> Table = new("table") { Description = "The code table." };
    private static readonly Argument<string> Raw = new("raw") { Description = "The code as the system writes it." };
    private static readonly Argument<string> Canonical = new("canonical") { Description = "The canonical word." };
    private static readonly Option<string?> Label = new("--label") { Description = "What the system calls it." };

    public static Command Create()
    {
        Unmatched.AcceptOnlyFromAmong([.. UnmatchedCodes.Tables]);
        var list = new Command("list", "Codes without a row, by table and value.") { System, Unmatched };
        list.Runs(ListAsync);
        var map = new Command("map", "Give a code a meaning: writes the row of the code table; no database is needed.") { SystemOf, Table, Raw, Canonical, Label };
        map.Runs(Map);
        return new Command("codes", "Codes that no table knows.") { list, map };
    }

    private static async Task<int> ListAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Unmatched) is { } unmatched)
        {
            return await UnmatchedList.RunAsync(context, unmatched, parsed.GetValue(System), cancellationToken).ConfigureAwait(false);
        }

        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var codes = await new WaitingCodes(hub.Database).ReadAsync(parsed.GetValue(System), cancellationToken).ConfigureAwait(false);
        var outlines = MappingOutline.Load(context.Home.Roots).ToDictionary(o => o.Id, StringComparer.Ordinal);
        var mappings = hub.Work.Streams.ToDictionary(s => s.Id, s => s.Declaration.Mapping, StringComparer.Ordinal);
        var lookup = new CodeLookup(context.Home.Roots);
        var groups = codes
            .GroupBy(c => (c.System, Table: mappings.TryGetValue(c.Stream, out var m) ? outlines.GetValueOrDefault(m)?.TableOf(c.Field) : null, c.Value))
            .Select(g => (g.Key, Uses: g.ToArray(), Mapped: g.Key.Table is null ? null : lookup.Canonical(g.Key.System, g.Key.Table, g.Key.Value)))
            // What only left a field empty is settled by its row; what is in quarantine waits for its replay.
            .Where(g => g.Mapped is null || g.Uses.Any(u => u.Quarantined > 0))
            .Select(g => new
            {
                system = g.Key.System,
                table = g.Key.Table,
                value = g.Key.Value,
                count = g.Uses.Sum(u => u.Quarantined + u.Warned),
                quarantined = g.Uses.Sum(u => u.Quarantined),
                warned = g.Uses.Sum(u => u.Warned),
                firstSeen = g.Uses.Min(u => u.FirstSeen),
                lastSeen = g.Uses.Max(u => u.LastSeen),
                mapped = g.Mapped,
                uses = g.Uses.Select(u => new { stream = u.Stream, field = u.Field }).ToArray(),
                next = g.Mapped is null ? $"exchange codes map {g.Key.System} {g.Key.Table} {ShellText.Quoted(g.Key.Value)} <canonical>" : Replay(g.Uses.First(u => u.Quarantined > 0), g.Key.Value),
            })
            .OrderByDescending(g => g.count).ToArray();
        context.Output.Write(new { total = groups.Length, records = groups.Sum(g => g.count), groups }, console =>
        {
            var table = new Table().RoundedBorder().AddColumns("system", "table", "code", "records", "first seen", "last seen", "next");
            foreach (var group in groups)
            {
                table.AddRow(
                    Markup.Escape(group.system),
                    Markup.Escape(group.table ?? "?"),
                    Markup.Escape(group.value),
                    group.count.ToString("N0", CultureInfo.InvariantCulture),
                    Time(group.firstSeen),
                    Time(group.lastSeen),
                    Markup.Escape(group.next));
            }

            console.Write(table);
            console.MarkupLineInterpolated($"{groups.Length} codes without a meaning");
        });
        return ExitCodes.Done;
    }

    private static Task<int> Map(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var row = new CodeRowAddition(
            parsed.GetRequiredValue(SystemOf), parsed.GetRequiredValue(Table), parsed.GetRequiredValue(Raw), parsed.GetRequiredValue(Canonical), parsed.GetValue(Label) ?? "");
        var (file, uses) = new CodeTableWriter(context.Home.Roots).Add(row);
        var streams = context.LoadFiles().Connectors.SelectMany(c => c.Entry.Declaration.Streams.Select(s => (Id: $"{c.Id}/{s.Name}", s.Mapping))).ToArray();
        var replays = uses.SelectMany(u => streams.Where(s => s.Mapping == u.Stream).Select(s => Replay(s.Id, u.Field, row.Raw))).Distinct().ToArray();
        context.Output.Write(
            new { file, table = row.Table, raw = row.Raw, canonical = row.Canonical, replay = replays },
            console =>
            {
                console.MarkupLineInterpolated($"{file}: {row.Table} {row.Raw} → {row.Canonical}");
                foreach (var replay in replays)
                {
                    console.MarkupLineInterpolated($"  to map what waited for it: {replay}");
                }
            });
        return Task.FromResult(ExitCodes.Done);
    }

    private static string Replay(WaitingCode code, string value) => Replay(code.Stream, code.Field, value);

    private static string Replay(string stream, string field, string value) =>
        $"exchange quarantine replay --stream {stream} --field {field} --value {ShellText.Quoted(value)} --reason {FieldReasons.UnmappedCode}";

    private static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
