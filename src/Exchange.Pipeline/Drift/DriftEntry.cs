namespace Exchange.Pipeline.Drift;

/// <summary>A departure of a stream, raised once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Kind">How it departs.</param>
/// <param name="Field">The path of the field.</param>
/// <param name="Value">The code; empty otherwise.</param>
/// <param name="Example">The first that came, masked.</param>
/// <param name="Action">What is done about it.</param>
/// <param name="Count">In how many records it was seen.</param>
/// <param name="FirstSeen">When it was first seen.</param>
/// <param name="LastSeen">When it was last seen.</param>
/// <param name="AcceptedBy">Who accepted it; <see langword="null"/> while it is open.</param>
public sealed record DriftEntry(
    long Id, string Stream, DriftKind Kind, string Field, string Value, string Example, DriftAction Action, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string? AcceptedBy);
