namespace Exchange.Pipeline.Runs;

/// <summary>Where a stream stands when a run starts.</summary>
/// <param name="RunId">The id of the run that was started.</param>
/// <param name="StartedAt">When it started, by the database's clock.</param>
/// <param name="Cursor">The stored cursor.</param>
/// <param name="Paused">Whether the stream is paused.</param>
public sealed record StreamPosition(long RunId, DateTimeOffset StartedAt, string? Cursor, bool Paused);
