using System.Globalization;
using System.Text.Json;
using Exchange.Host.Composition;
using Exchange.Mapping.CodeQueue;
using Exchange.Mapping.Outlines;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Registry;
using Exchange.Storage.Quarantine;
using Exchange.Storage.Registry;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange codes list --unmatched</c>: cases whose item, department or region has no counterpart in another register.</summary>
internal static class UnmatchedList
{
    public static async Task<int> RunAsync(VerbContext context, string table, string? system, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var codes = await CountAsync(hub, context.Home.Roots, table, system, cancellationToken).ConfigureAwait(false);
        var groups = codes.Groups();
        var unused = Unused(MappingOutline.Load(context.Home.Roots), table, groups);
        var shown = groups.Select(g => new
        {
            code = g.Code,
            name = g.Name,
            systems = g.Systems,
            cases = g.Cases,
            quarantined = g.Quarantined,
            firstSeen = g.FirstSeen,
            lastSeen = g.LastSeen,
            next = Next(g, table),
        }).ToArray();
        var cases = groups.Sum(g => g.Cases);
        context.Output.Write(
            new { unmatched = table, looked = codes.Looked, total = groups.Count, cases, quarantined = groups.Sum(g => g.Quarantined), groups = shown, mappingsWithoutTable = unused },
            console =>
            {
                if (groups.Count > 0)
                {
                    Write(console, groups);
                }

                console.MarkupLineInterpolated($"{groups.Count} {table} without a counterpart: {cases} of {codes.Looked} cases");
                foreach (var mapping in unused)
                {
                    console.MarkupLineInterpolated($"  {mapping} uses no table '{table}': add 'code: {table}' to {UnmatchedCodes.FieldOf(table)}, and rows to mappings/codes/{table}.csv or the system's codes.csv");
                }
            });
        return ExitCodes.Done;
    }

    private static async Task<UnmatchedCodes> CountAsync(Hub hub, IReadOnlyList<string> roots, string table, string? system, CancellationToken cancellationToken)
    {
        // Opened to be counted: only codes and names of items, departments and regions are told, and that it was done is on record.
        await hub.Audit.AppendAsync(new AuditEntry(VerbContext.Actor, "codes.unmatched", table), cancellationToken).ConfigureAwait(false);
        var codes = new UnmatchedCodes(roots, table);
        var sealer = hub.Files.Security.Sealer;
        await foreach (var standing in new StandingCases(hub.Database).ReadAsync(system, cancellationToken).ConfigureAwait(false))
        {
            using var content = JsonDocument.Parse(sealer.Open(standing.Sealed, SealedPlace.Version(standing.CaseId, standing.Version)));
            codes.Add(standing.Systems, content.RootElement, standing.ChangedAt);
        }

        foreach (var waiting in await new WaitingCodes(hub.Database).ReadAsync(system, cancellationToken).ConfigureAwait(false))
        {
            if (waiting.Field == UnmatchedCodes.FieldOf(table) && waiting.Quarantined > 0)
            {
                codes.AddWaiting(waiting.System, waiting.Value, waiting.Quarantined, waiting.FirstSeen, waiting.LastSeen);
            }
        }

        return codes;
    }

    // A row helps only where the mapping asks the table.
    private static string[] Unused(IReadOnlyList<MappingOutline> outlines, string table, IReadOnlyList<UnmatchedCode> groups)
    {
        var systems = groups.SelectMany(g => g.Systems).ToHashSet(StringComparer.Ordinal);
        return [.. outlines.Where(o => !o.Outbound && systems.Contains(o.System) && o.Fields.Exists(f => f.Path == UnmatchedCodes.FieldOf(table) && !f.Tables.Contains(table))).Select(o => o.Id).Order(StringComparer.Ordinal)];
    }

    private static string? Next(UnmatchedCode group, string table) =>
        group.Code.Length == 0 ? null : $"exchange codes map {group.Systems[0]} {table} {ShellText.Quoted(group.Code)} <code of the register>";

    private static void Write(IAnsiConsole console, IReadOnlyList<UnmatchedCode> groups)
    {
        var grid = new Table().RoundedBorder().AddColumns("code", "name", "systems", "cases", "in quarantine", "first seen", "last seen");
        foreach (var group in groups)
        {
            grid.AddRow(
                Markup.Escape(group.Code.Length == 0 ? "(none)" : group.Code),
                Markup.Escape(group.Name ?? ""),
                Markup.Escape(string.Join(", ", group.Systems)),
                group.Cases.ToString("N0", CultureInfo.InvariantCulture),
                group.Quarantined.ToString("N0", CultureInfo.InvariantCulture),
                Time(group.FirstSeen),
                Time(group.LastSeen));
        }

        console.Write(grid);
    }

    private static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
