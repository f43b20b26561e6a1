using Exchange.Abstractions.Sources;

namespace Exchange.Pipeline.Registry;

/// <summary>A case while a batch changes it: what contributes to it now, and which records changed that.</summary>
/// <param name="state">The case as it was locked.</param>
internal sealed class CaseWork(CaseState state)
{
    private readonly Dictionary<long, WorkContribution> _contributions =
        state.Contributions.ToDictionary(c => c.ContributionId, c => new WorkContribution(c));

    public CaseState State { get; } = state;

    /// <summary>The records of the batch that belong to the case, with their contributions.</summary>
    public List<(RecordChange Change, WorkContribution Contribution)> Changes { get; } = [];

    public HashSet<string> ChangedParts { get; } = new(StringComparer.Ordinal);

    public IEnumerable<WorkContribution> Live => _contributions.Values.Where(c => !c.Deleted);

    public void Set(RecordChange change, WorkContribution contribution)
    {
        _contributions[contribution.ContributionId] = contribution;
        Changes.Add((change, contribution));
        ChangedParts.Add(contribution.Part);
    }

    /// <summary>A record has moved to another case.</summary>
    public void Remove(long contributionId)
    {
        if (_contributions.Remove(contributionId, out var gone))
        {
            ChangedParts.Add(gone.Part);
        }
    }

    /// <summary>What becomes of a change where the case does not exist: a part waits, a deletion is done.</summary>
    public static bool Waits(RecordChange change) => change.Record.Operation == RecordOperation.Upsert;
}
