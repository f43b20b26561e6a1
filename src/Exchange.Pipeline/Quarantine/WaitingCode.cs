namespace Exchange.Pipeline.Quarantine;

/// <summary>A code that no table knows, and the records it holds up or left a field of empty.</summary>
/// <param name="System">The system.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Field">The canonical field.</param>
/// <param name="Value">The code.</param>
/// <param name="Quarantined">Records in quarantine for it.</param>
/// <param name="Warned">Records that came in without the field.</param>
/// <param name="FirstSeen">When it was first seen.</param>
/// <param name="LastSeen">When it was last seen.</param>
public sealed record WaitingCode(string System, string Stream, string Field, string Value, long Quarantined, long Warned, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);
