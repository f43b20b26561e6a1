using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>Cases of two systems with the truth about them.</summary>
/// <param name="Entries">The cases, in no order.</param>
/// <param name="Truth">Which pairs are one case.</param>
internal sealed record MatchingSet(IReadOnlyList<CaseEntry> Entries, IReadOnlyCollection<(CaseReference Left, CaseReference Right)> Truth);
