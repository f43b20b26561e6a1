namespace Exchange.Sandbox.Platform;

/// <summary>A planted refusal of one item: 503 (try later) or 422 (rejected).</summary>
internal sealed record Refusal(string Code, string Message);
