namespace Exchange.Mapping.Coverage;

/// <summary>A code seen in samples or tests that stands in no table.</summary>
/// <param name="Field">The field.</param>
/// <param name="Table">The table it was looked for in.</param>
/// <param name="Value">The code.</param>
/// <param name="Count">In how many records.</param>
public sealed record UnmappedCode(string Field, string Table, string Value, int Count);
