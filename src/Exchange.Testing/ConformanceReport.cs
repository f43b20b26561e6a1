namespace Exchange.Testing;

/// <summary>What all checks of a connector came to.</summary>
/// <param name="Connector">The system's id.</param>
/// <param name="Outcomes">The checks in the order they ran.</param>
/// <param name="Unreachable">Whether the system could not be reached, so that nothing but that is known.</param>
public sealed record ConformanceReport(string Connector, IReadOnlyList<CheckOutcome> Outcomes, bool Unreachable)
{
    /// <summary>How many checks hold.</summary>
    public int Passed => Outcomes.Count(o => o.State == CheckState.Passed);

    /// <summary>How many do not.</summary>
    public int Failed => Outcomes.Count(o => o.State == CheckState.Failed);

    /// <summary>Those left out, with their reasons.</summary>
    public IEnumerable<CheckOutcome> Skipped => Outcomes.Where(o => o.State == CheckState.Skipped);
}
