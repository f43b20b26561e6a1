namespace Exchange.Mapping.Testing;

/// <summary>An error a test expects.</summary>
internal sealed record ExpectedError(string Field, string Reason);
