namespace Exchange.Mapping.Difference;

/// <summary>One value before and after, as it may be shown.</summary>
/// <param name="Old">The old value, masked; <see langword="null"/> where there was none.</param>
/// <param name="New">The new value, masked; <see langword="null"/> where there is none.</param>
/// <param name="Count">In how many records.</param>
public sealed record ValueChange(string? Old, string? New, int Count);
