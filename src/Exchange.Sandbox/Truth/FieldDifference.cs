namespace Exchange.Sandbox.Truth;

internal sealed record FieldDifference(string SourceNo, string Field, string? Expected, string? Actual);
