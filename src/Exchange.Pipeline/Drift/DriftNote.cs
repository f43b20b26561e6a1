namespace Exchange.Pipeline.Drift;

/// <summary>A departure of one record from what was known of its stream.</summary>
/// <param name="Kind">How it departs.</param>
/// <param name="Field">The path of the field in the source; the canonical path for a code.</param>
/// <param name="Value">The code; empty otherwise.</param>
/// <param name="Detail">The type of the value, as a set of bits.</param>
/// <param name="Example">What was there, masked.</param>
/// <param name="Action">What is done about it.</param>
public sealed record DriftNote(DriftKind Kind, string Field, string Value, int Detail, string Example, DriftAction Action);
