using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Pulling;

/// <summary>How far a run has come.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Counts">What became of the records so far.</param>
public sealed record PullProgress(string Stream, RunCounts Counts);
