using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>How good links and candidates are, measured against the truth.</summary>
public sealed record MatchingQuality
{
    /// <summary>Pairs that are one case.</summary>
    public int True { get; init; }

    /// <summary>Pairs linked.</summary>
    public int Linked { get; init; }

    /// <summary>Pairs linked rightly.</summary>
    public int Right { get; init; }

    /// <summary>Pairs linked or shown to a person that are one case.</summary>
    public int Reached { get; init; }

    /// <summary>Cases in a pair shown to a person.</summary>
    public int CasesToPerson { get; init; }

    /// <summary>All cases.</summary>
    public int Cases { get; init; }

    /// <summary>The share of links that are right.</summary>
    public double Precision => Share(Right, Linked);

    /// <summary>The lower bound of the precision (95 %).</summary>
    public double PrecisionLower => Math.Round(Wilson.Lower(Right, Linked), 6);

    /// <summary>The share of true pairs that are linked.</summary>
    public double Recall => Share(Right, True);

    /// <summary>The lower bound of the recall (95 %).</summary>
    public double RecallLower => Math.Round(Wilson.Lower(Right, True), 6);

    /// <summary>The share of true pairs that are linked or shown to a person.</summary>
    public double CandidateRecall => Share(Reached, True);

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : Math.Round(2 * Precision * Recall / (Precision + Recall), 6);

    /// <summary>The share of cases a person is asked about.</summary>
    public double ToPerson => Share(CasesToPerson, Cases);

    /// <summary>Measures a result.</summary>
    /// <param name="result">What was recognised.</param>
    /// <param name="truth">The pairs that are one case, in any order.</param>
    public static MatchingQuality Of(RecognitionResult result, IEnumerable<(CaseReference Left, CaseReference Right)> truth)
    {
        ArgumentNullException.ThrowIfNull(result);
        var known = truth.Select(Ordered).ToHashSet();
        var right = result.Links.Count(l => known.Contains((l.Left, l.Right)));
        return new MatchingQuality
        {
            True = known.Count,
            Linked = result.Links.Count,
            Right = right,
            Reached = right + result.Candidates.Count(c => known.Contains((c.Left, c.Right))),
            CasesToPerson = result.Candidates.SelectMany(c => new[] { c.Left, c.Right }).Distinct().Count(),
            Cases = result.Counts.Cases,
        };
    }

    /// <summary>A pair with the reference that comes first on the left.</summary>
    public static (CaseReference Left, CaseReference Right) Ordered((CaseReference Left, CaseReference Right) pair) =>
        pair.Left < pair.Right ? pair : (pair.Right, pair.Left);

    private static double Share(int part, int whole) => whole == 0 ? 1 : Math.Round((double)part / whole, 6);
}
