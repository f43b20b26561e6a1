using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>How pairs are scored: log-likelihood weights of what the features of two cases have in common.</summary>
public sealed class ScoreRules
{
    private readonly float[] _weights = new float[FeatureTable.Features * FeatureTable.Outcomes];

    /// <summary>The most working days between two applications for one case. Default 5.</summary>
    public int Window { get; init; } = 5;

    /// <summary>From which score on two cases are linked.</summary>
    public double Link { get; init; }

    /// <summary>From which score on a person is asked.</summary>
    public double Candidate { get; init; }

    /// <summary>By how much a link has to be better than the next best of either case; with less, a person is asked.</summary>
    public double Margin { get; init; }

    /// <summary>A candidate further than this below the best of both its cases is not shown.</summary>
    public double Spread { get; init; }

    /// <summary>The most that everything about who applies can say together: knowing a person well does not tell two of their cases apart.</summary>
    public double WhoCap { get; init; }

    /// <summary>Whether a person decides every pair that no number decides.</summary>
    public bool ReviewAll { get; init; }

    /// <summary>Whether pairs within one system are shown as candidates; they are never linked.</summary>
    public bool SameSystem { get; init; }

    /// <summary>The families of items that differ in code and name between systems.</summary>
    public IReadOnlyList<ItemFamily> Items { get; init; } = [];

    /// <summary>Which cases are compared.</summary>
    public required BlockingRules Blocking { get; init; }

    /// <summary>When a person is asked whatever the score.</summary>
    public IReadOnlyList<HoldRule> Holds { get; init; } = [];

    /// <summary>The weight of an outcome.</summary>
    public double Weight(Feature feature, Outcome outcome) => _weights[(int)feature * FeatureTable.Outcomes + (int)outcome];

    internal void Set(Feature feature, Outcome outcome, double weight) =>
        _weights[(int)feature * FeatureTable.Outcomes + (int)outcome] = (float)weight;

    internal float Sum(OutcomeSet outcomes, int first, int end)
    {
        var sum = 0f;
        var bits = outcomes.Bits >> (first * 4);
        for (var i = first; i < end; i++)
        {
            sum += _weights[i * FeatureTable.Outcomes + (int)(bits & 15)];
            bits >>= 4;
        }

        return sum;
    }
}
