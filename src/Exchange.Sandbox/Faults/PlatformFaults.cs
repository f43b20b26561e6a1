namespace Exchange.Sandbox.Faults;

/// <summary>Faults of the unified platform. Rates are 0 to 1; every default is 0, which is off.</summary>
internal sealed record PlatformFaults
{
    public double Error500Rate { get; init; }
    public double Error503ItemRate { get; init; }
    public double HangRate { get; init; }
    public double HangSeconds { get; init; }

    /// <summary>Rate of batches that are processed, after which the connection closes without an answer.</summary>
    public double DropAfterProcessingRate { get; init; }
    public double DropBeforeProcessingRate { get; init; }

    /// <summary>Share of cases that are rejected, decided by case id: they stay rejected until this is 0 again.</summary>
    public double RejectRate { get; init; }
    public double DelayMs { get; init; }

    /// <summary>1: every request is answered with 401.</summary>
    public double Unauthorized { get; init; }
}
