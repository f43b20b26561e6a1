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

    /// <summary>The position in the list; −1 for an object that stands where a list could.</summary>
    public int Position { get; set; }

    /// <summary>The item where it is a single value.</summary>
    public string? Piece { get; set; }

    public string PathOf(string path)
    {
        if (ListPath.Length == 0)
        {
            return path;
        }

        var item = Position < 0 ? ListPath : $"{ListPath}[{Position}]";
        return path.Length == 0 ? item : $"{item}.{path}";
    }
}
