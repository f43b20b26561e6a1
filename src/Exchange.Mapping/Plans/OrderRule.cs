using Exchange.Mapping.Values;
using Exchange.Schema.Invariants;

namespace Exchange.Mapping.Plans;

/// <summary>Two times of which one cannot be before the other.</summary>
internal sealed record OrderRule(FieldPlan Earlier, FieldPlan Later)
{
    public bool Broken(in FieldValue earlier, in FieldValue later) => (earlier.Kind, later.Kind) switch
    {
        (ValueKind.Time, ValueKind.Time) => CaseOrder.IsBroken(earlier.Time, later.Time),
        (ValueKind.Date, ValueKind.Date) => later.Date < earlier.Date,
        _ => false,
    };
}
