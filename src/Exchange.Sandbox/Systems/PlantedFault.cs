namespace Exchange.Sandbox.Systems;

/// <summary>An error that the hub must tell of a record: the stream it reads the record by, the canonical field and the reason.</summary>
internal sealed record PlantedFault(string Stream, string Field, string Reason);
