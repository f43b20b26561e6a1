namespace Exchange.Abstractions.Connectors;

/// <summary>How much a system may be asked, over all jobs and nodes.</summary>
public sealed record RequestBudget
{
    /// <summary>Requests a second.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>Requests at once.</summary>
    public int Concurrent { get; init; } = 4;

    /// <summary>The windows of the day in which the system may be asked, <c>HH:mm-HH:mm</c> in its time zone.</summary>
    public IReadOnlyList<string> Windows { get; init; } = ["00:00-24:00"];
}
