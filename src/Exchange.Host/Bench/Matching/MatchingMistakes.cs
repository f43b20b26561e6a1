using System.Globalization;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Cases;
using Exchange.Pipeline.Recognition.Evaluation;

namespace Exchange.Host.Bench.Matching;

/// <summary>Explains wrong links and lost pairs by what their features gave; values are not shown.</summary>
internal static class MatchingMistakes
{
    public static IReadOnlyList<string> Of(
        Recogniser recogniser, RecognitionResult result, IReadOnlyList<CaseEntry> entries, IEnumerable<(CaseReference Left, CaseReference Right)> truth, int most)
    {
        if (most == 0)
        {
            return [];
        }

        var known = truth.Select(MatchingQuality.Ordered).ToHashSet();
        var reached = result.Links.Select(l => (l.Left, l.Right)).Concat(result.Candidates.Select(c => (c.Left, c.Right))).ToHashSet();
        var cases = entries.ToDictionary(e => e.Reference);
        var wrong = result.Links.Where(l => !known.Contains((l.Left, l.Right))).Take(most)
            .Select(l => Line("wrong link", l.Left, l.Right, l.Score, l.Margin, l.Evidence));
        var lost = known.Where(p => !reached.Contains(p)).Order().Take(most).Select(p =>
        {
            var judgement = recogniser.Judge(cases[p.Left], cases[p.Right]);
            return Line("lost pair", p.Left, p.Right, judgement.Score, null, judgement.Evidence);
        });
        return [.. wrong, .. lost];
    }

    private static string Line(string what, CaseReference left, CaseReference right, double score, double? margin, IReadOnlyList<FeatureEvidence> evidence) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {left} {right} score {score}{(margin is { } m ? $" margin {m}" : "")}: {string.Join(", ", evidence.Select(e => $"{e.Feature} {e.Outcome} {e.Weight}"))}");
}
