using Exchange.Schema.Calendars;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A time limit told as a span and not as a day: so many working days, days, hours.</summary>
public sealed record CaseTimeLimit
{
    /// <summary>How many.</summary>
    public int? Amount { get; init; }

    /// <summary>Of what: working days (工作日), natural days (自然日), hours, minutes or months.</summary>
    [Coded(CodeSets.TimeLimitUnit)]
    public string? Unit { get; init; }

    /// <summary>The span as the calendar counts it; <see langword="null"/> where amount or unit is missing or cannot be.</summary>
    public TimeLimit? ToLimit() => Amount is { } amount and >= 0 && UnitOf(Unit) is { } unit ? new TimeLimit(amount, unit) : null;

    private static TimeLimitUnit? UnitOf(string? word) => word switch
    {
        "workday" => TimeLimitUnit.Workday,
        "day" => TimeLimitUnit.Day,
        "hour" => TimeLimitUnit.Hour,
        "minute" => TimeLimitUnit.Minute,
        "month" => TimeLimitUnit.Month,
        _ => null,
    };
}
