using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>A case as it really is, before two systems write it down.</summary>
internal sealed record InventedCase
{
    public required InventedItem Item { get; init; }

    public required PartyEntry Applicant { get; init; }

    public PartyEntry? Agent { get; init; }

    public required DateTime AppliedAt { get; init; }

    public required string Channel { get; init; }

    public string? Title { get; init; }

    public string? AcceptanceNo { get; init; }
}
