namespace Exchange.Schema.Calendars;

/// <summary>How long the handling of a case may take.</summary>
/// <param name="Amount">How many, at least 0.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct TimeLimit(int Amount, TimeLimitUnit Unit);
