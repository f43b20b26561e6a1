using Exchange.Mapping.Values;

namespace Exchange.Mapping.Plans;

/// <summary>Two times of which one cannot be before the other.</summary>
internal sealed record OrderRule(FieldPlan Earlier, FieldPlan Later)
{
    // The clocks of two counters differ by seconds; that is no contradiction.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public bool Broken(in FieldValue earlier, in FieldValue later) => (earlier.Kind, later.Kind) switch
    {
        (ValueKind.Time, ValueKind.Time) => later.Time < earlier.Time - Tolerance,
        (ValueKind.Date, ValueKind.Date) => later.Date < earlier.Date,
        _ => false,
    };
}
