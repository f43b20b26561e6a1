namespace Exchange.Mapping.CodeQueue;

/// <summary>A code of cases that leads to no code of another register.</summary>
/// <param name="Code">The code as the cases have it; empty where they have a name only.</param>
/// <param name="Name">The name most cases give it; <see langword="null"/> where none does.</param>
/// <param name="Systems">The systems the cases come from.</param>
/// <param name="Cases">How many cases have it.</param>
/// <param name="Quarantined">How many records wait in quarantine for its counterpart.</param>
/// <param name="FirstSeen">The oldest of them.</param>
/// <param name="LastSeen">The newest of them.</param>
public sealed record UnmatchedCode(
    string Code, string? Name, IReadOnlyList<string> Systems, long Cases, long Quarantined, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);
