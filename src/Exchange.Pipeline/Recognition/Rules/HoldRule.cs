using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Outcomes with which a pair is never linked without a person, whatever its score.</summary>
/// <param name="Outcomes">For each feature the outcomes meant; all features have to have one of theirs.</param>
public sealed record HoldRule(IReadOnlyDictionary<Feature, IReadOnlyList<Outcome>> Outcomes)
{
    private readonly (int Shift, ushort Mask)[] _tests =
        [.. Outcomes.Select(o => ((int)o.Key * 4, o.Value.Aggregate((ushort)0, (mask, outcome) => (ushort)(mask | 1 << (int)outcome))))];

    internal bool Holds(OutcomeSet outcomes)
    {
        foreach (var (shift, mask) in _tests)
        {
            if ((mask >> (int)((outcomes.Bits >> shift) & 15) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
