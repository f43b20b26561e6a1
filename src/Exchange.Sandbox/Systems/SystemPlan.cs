namespace Exchange.Sandbox.Systems;

/// <summary>How a system stands in the catalogue.</summary>
/// <param name="Id">The id of its connector.</param>
/// <param name="Weight">Its share of the cases that all of these systems have together; 0 where its records are parts of other systems' cases.</param>
/// <param name="CasesEach">How many cases an entry has on the average: a window with its sub-cases is one entry.</param>
/// <param name="Needs">The system whose cases its records belong to.</param>
/// <param name="Create">Makes it.</param>
internal sealed record SystemPlan(string Id, double Weight, double CasesEach, string? Needs, Func<ISimulatedSystem> Create)
{
    /// <summary>A program of this machine without which it cannot run, in the words of a person; asked at every start.</summary>
    public Func<string?> WhyNot { get; init; } = static () => null;
}
