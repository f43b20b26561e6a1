using Exchange.Pipeline.Records;

namespace Exchange.Pipeline.Registry;

/// <summary>A record that changes what the hub holds.</summary>
/// <param name="Record">The record.</param>
/// <param name="Known">What the hub holds of it, if anything.</param>
internal sealed record RecordChange(PreparedRecord Record, KnownRecord? Known);
