namespace Exchange.Testing;

/// <summary>Asks for a row that appears at the source after it should have been read; the answer is the source keys of what was added.</summary>
/// <param name="Stream">The stream it must appear in.</param>
/// <param name="At">The time of its version.</param>
public sealed record LateRows(string Stream, DateTimeOffset At);
