using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Plans;

/// <summary>How one object of the source is mapped: the paths it reads, the fields in the order of evaluation, and the output.</summary>
internal sealed class ScopePlan
{
    public required int Frame { get; init; }

    public required SourceNode Source { get; init; }

    public required int SlotCount { get; init; }

    /// <summary>The slot of an item that is a single value, or −1 where the mapping reads none.</summary>
    public required int Itself { get; init; }

    /// <summary>The fields by index of their value.</summary>
    public required FieldPlan[] Fields { get; init; }

    /// <summary>The same fields in the order in which they depend on each other.</summary>
    public required FieldPlan[] Evaluation { get; init; }

    public required OrderRule[] Rules { get; init; }

    public required OutputNode[] Output { get; init; }
}
