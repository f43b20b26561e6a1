using Exchange.Mapping.Plans;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Operators;

/// <summary>What must stand, or not stand, at a path. Nothing is written as <see langword="null"/>.</summary>
internal sealed class ValueCondition(SourceSlot slot, IReadOnlyList<string?> values, bool negated, NullWords nulls)
{
    public bool Holds(MapRun record)
    {
        var text = record.Slot(slot).Kind is SourceKind.Object or SourceKind.Array ? "" : record.TextOf(slot);
        var empty = text is null || (text.Length > 0 && nulls.Contains(text))
            || (text.Length == 0 && record.Slot(slot).Kind is not (SourceKind.Object or SourceKind.Array));
        var found = false;
        foreach (var value in values)
        {
            // A word the source writes for nothing can still be asked for by name.
            found |= value is null ? empty : value == text && text.Length > 0;
        }

        return found != negated;
    }
}
