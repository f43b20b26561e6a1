namespace Exchange.Pipeline.Quarantine;

/// <summary>Open entries with the same cause.</summary>
/// <param name="Stream">The stream or target.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value, where it is harmless.</param>
/// <param name="Count">How many entries.</param>
/// <param name="FirstSeen">When the first was seen.</param>
/// <param name="LastSeen">When the last was seen.</param>
/// <param name="Message">What is wrong, in the words of the first.</param>
public sealed record QuarantineGroup(
    string Stream, string Reason, string Field, string? Value, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string Message);
