namespace Exchange.Sandbox.Cases;

/// <summary>An item (事项): local code, national implementation code (31), basic code (12), promise in days.</summary>
internal sealed record Item(string LocalCode, string TaskCode, string CatalogCode, string Name, int Version, int PromiseDays, string? Certificate);
