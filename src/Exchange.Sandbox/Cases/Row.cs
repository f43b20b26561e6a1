namespace Exchange.Sandbox.Cases;

/// <summary>One row at a source: its key, the last operation on it and when that was.</summary>
internal sealed record Row(string Key, DateTime ChangedAt, string Operation = "I");
