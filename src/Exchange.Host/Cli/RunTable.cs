using System.Globalization;
using Exchange.Pipeline.Runs;
using Spectre.Console;

namespace Exchange.Host.Cli;

/// <summary>Runs as a table for people.</summary>
internal static class RunTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<RunReport> runs)
    {
        var table = new Table().RoundedBorder().AddColumn(new TableColumn("stream").NoWrap());
        foreach (var column in new[] { "pulled", "mapped", "unchanged", "waiting", "superseded", "excluded", "quarantined", "seconds" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var run in runs)
        {
            var c = run.Counts;
            table.AddRow(
                Markup.Escape($"{run.Connector}/{run.Stream}{(run.State == RunState.Done ? "" : $" ({run.State.ToString().ToLowerInvariant()})")}"),
                Number(c.Pulled),
                Number(c.Mapped),
                Number(c.Unchanged),
                Number(c.Waiting),
                Number(c.Superseded),
                Number(c.Excluded),
                c.Quarantined > 0 ? $"[yellow]{Number(c.Quarantined)}[/]" : "0",
                run.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        console.Write(table);
        foreach (var notice in runs.SelectMany(r => r.Notices.Select(n => $"{r.Connector}/{r.Stream}: {n}")))
        {
            console.MarkupLineInterpolated($"[yellow]note[/] {notice}");
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
