namespace Exchange.Pipeline.Drift;

/// <summary>The same departure of several records of a batch.</summary>
/// <param name="Note">The first of them.</param>
/// <param name="Count">How many records.</param>
public sealed record DriftCount(DriftNote Note, int Count);
