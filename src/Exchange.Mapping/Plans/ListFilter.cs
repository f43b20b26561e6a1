using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Plans;

/// <summary>A value an item of a list must have to be taken.</summary>
internal sealed record ListFilter(SourceSlot Slot, string Value)
{
    public bool Matches(MapRun record) => string.Equals(record.TextOf(Slot), Value, StringComparison.Ordinal);
}
