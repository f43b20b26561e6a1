namespace Exchange.Abstractions.Connectors;

/// <summary>The outcome of a connector's check.</summary>
/// <param name="Ok">Whether the system answered as it should.</param>
/// <param name="Message">What was found, naming the system and, on failure, the remedy; never a secret.</param>
public sealed record CheckResult(bool Ok, string Message)
{
    /// <summary>The kind of the failure, where it failed.</summary>
    public Failures.FailureKind? Kind { get; init; }
}
