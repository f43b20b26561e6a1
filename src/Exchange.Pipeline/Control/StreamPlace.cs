namespace Exchange.Pipeline.Control;

/// <summary>Where a stream stands.</summary>
/// <param name="Cursor">Its cursor as stored; <see langword="null"/> before the first run.</param>
/// <param name="ReachedPresentAt">When a run last reached the source's present.</param>
/// <param name="Paused">Whether it is paused.</param>
public sealed record StreamPlace(string? Cursor, DateTimeOffset? ReachedPresentAt, bool Paused);
