namespace Exchange.Pipeline.Leases;

/// <summary>The right to work on something alone, until it expires by the database's clock.</summary>
/// <param name="Name">What it is for, such as <c>pull:provincial-hall/cases</c>.</param>
/// <param name="Epoch">Counts up with every holder; a write of an older epoch is refused.</param>
/// <param name="Holder">Who holds it: node, process and a random part.</param>
public sealed record Lease(string Name, long Epoch, string Holder);
