using Exchange.Mapping.Sources;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Plans;

/// <summary>The values of one object of the source: the record, or the item of a list being mapped.</summary>
internal sealed class Frame(ScopePlan scope)
{
    public SourceValue[] Slots { get; } = new SourceValue[scope.SlotCount];

    public FieldValue[] Values { get; } = new FieldValue[scope.Fields.Length];

    /// <summary>Where the object stands: empty for the record, <c>cllb[0]</c> for an item.</summary>
    public string ListPath { get; set; } = "";

    /// <summary>The position in the list.</summary>
    public int Position { get; set; }

    public string PathOf(string path) => ListPath.Length == 0 ? path : $"{ListPath}[{Position}].{path}";
}
