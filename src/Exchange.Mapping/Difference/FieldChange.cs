namespace Exchange.Mapping.Difference;

/// <summary>A field that comes out different.</summary>
/// <param name="Field">The canonical path, without list positions.</param>
/// <param name="Records">In how many records.</param>
/// <param name="Values">The commonest changes of its value, masked.</param>
public sealed record FieldChange(string Field, int Records, IReadOnlyList<ValueChange> Values);
