using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Operators;

/// <summary>A field of an item and the value it must equal.</summary>
internal sealed record LookupKey(SourceSlot Slot, Candidate Value);
