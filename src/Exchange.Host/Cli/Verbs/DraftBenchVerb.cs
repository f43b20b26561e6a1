using System.CommandLine;
using System.Globalization;
using Exchange.Mapping.Drafting.Evaluation;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange bench draft</c>: how many fields drafts find, and how many of their proposals are right.</summary>
internal static class DraftBenchVerb
{
    private static readonly Option<string?> Sets = new("--sets") { Description = "A folder of labelled sets; otherwise those of the repository." };
    private static readonly Option<bool> Misses = new("--misses") { Description = "Tell every miss, but those of sealed sets." };

    public static Command Create()
    {
        var draft = new Command("draft", "Draft mappings for labelled samples, each system without its own words.") { Sets, Misses };
        draft.Runs(Run);
        return draft;
    }

    private static Task<int> Run(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var results = DraftEvaluation.Run(parsed.GetValue(Sets) ?? Path.Combine(context.Home.Shipped, "tests", "Exchange.Mapping.Drafting"));
        var uses = results.GroupBy(r => r.Use, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        context.Output.Write(
            new
            {
                name = "draft",
                sets = results.Count,
                recall = Recall(results),
                precision = Precision(results),
                byUse = uses.Select(g => new { use = g.Key, sets = g.Count(), recall = Recall(g), precision = Precision(g) }),
                results = results.Select(r => new { r.Id, r.System, r.Use, r.Part, r.GuessedPart, r.Mappable, r.Found, r.Proposed, r.Right }),
            },
            console =>
            {
                var table = new Table().RoundedBorder().AddColumns("set", "use", "part", "mappable", "found", "proposed", "right");
                foreach (var r in results)
                {
                    table.AddRow(r.Id, r.Use, r.Part == r.GuessedPart ? r.Part : $"{r.Part} (taken for {r.GuessedPart})", Number(r.Mappable), Number(r.Found), Number(r.Proposed), Number(r.Right));
                }

                console.Write(table);
                foreach (var r in results.Where(r => parsed.GetValue(Misses) && r.Use != "sealed"))
                {
                    foreach (var miss in r.Misses)
                    {
                        console.MarkupLineInterpolated($"{r.Id}: {miss}");
                    }
                }

                foreach (var use in uses)
                {
                    console.MarkupLineInterpolated($"{use.Key}: {use.Count()} sets, recall {Recall(use):P1}, precision {Precision(use):P1}");
                }

                console.MarkupLineInterpolated($"all: {results.Count} sets, recall {Recall(results):P1}, precision {Precision(results):P1}");
            });
        return Task.FromResult(ExitCodes.Done);
    }

    private static double Recall(IEnumerable<DraftSetResult> results) => Ratio(results.Sum(r => r.Found), results.Sum(r => r.Mappable));

    private static double Precision(IEnumerable<DraftSetResult> results) => Ratio(results.Sum(r => r.Right), results.Sum(r => r.Proposed));

    private static double Ratio(int part, int whole) => whole == 0 ? 1 : Math.Round((double)part / whole, 4);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
