namespace Exchange.Testing;

/// <summary>What a check of a connector came to.</summary>
/// <param name="Check">The check.</param>
/// <param name="Stream">The stream it was run on; <see langword="null"/> for the system or the target as a whole.</param>
/// <param name="State">What it came to.</param>
/// <param name="Reason">Why it failed or was skipped; never with record contents or secrets.</param>
public sealed record CheckOutcome(string Check, string? Stream, CheckState State, string? Reason)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }
}
