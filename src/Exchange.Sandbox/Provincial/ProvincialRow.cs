namespace Exchange.Sandbox.Provincial;

/// <summary>A stored item: its place in the order and its JSON without the closing brace.</summary>
internal readonly record struct ProvincialRow(DateTime UpdatedAt, string Number, byte[] Body);
