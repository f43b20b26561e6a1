namespace Exchange.Mapping.Difference;

/// <summary>Records that go to quarantine with one of the two mappings only, by cause.</summary>
/// <param name="Field">The field.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Value">The value, for codes only.</param>
/// <param name="Count">How many records.</param>
public sealed record ErrorChange(string Field, string Reason, string? Value, int Count);
