using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Quarantine;
using Exchange.Pipeline.Registry;
using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Records;

/// <summary>Everything one transaction writes: records, cases, versions, outbox, quarantine, the page of the run and the cursor.</summary>
public sealed class BatchWrite
{
    /// <summary>The stream.</summary>
    public required HubStream Stream { get; init; }

    /// <summary>The run.</summary>
    public required StreamPosition Run { get; init; }

    /// <summary>The revision of the mapping in use.</summary>
    public required int RevisionId { get; init; }

    /// <summary>The cursor to store; <see langword="null"/> to leave the stored one.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether the source's present was reached.</summary>
    public bool ReachedPresent { get; init; }

    /// <summary>
    /// How many records were read: counted where they come in and not summed from the outcomes, so that the database refuses
    /// a batch in which a record got none.
    /// </summary>
    public required int Pulled { get; init; }

    /// <summary>Pages fetched for the batch.</summary>
    public int Pages { get; init; }

    /// <summary>The stored keys of the records by outcome: each count leads to its records.</summary>
    public Dictionary<RecordOutcome, List<string>> Outcomes { get; } = Enum.GetValues<RecordOutcome>().ToDictionary(o => o, _ => new List<string>());

    /// <summary>Cases that are new or changed.</summary>
    public List<CaseWrite> Cases { get; } = [];

    /// <summary>Contributions that are new or changed.</summary>
    public List<ContributionWrite> Contributions { get; } = [];

    /// <summary>Contributions whose content is the same under the new revision of the mapping.</summary>
    public List<long> SameUnderRevision { get; } = [];

    /// <summary>Raw records to land.</summary>
    public List<LandingWrite> Landings { get; } = [];

    /// <summary>New versions of cases.</summary>
    public List<CaseVersion> Versions { get; } = [];

    /// <summary>What is to be delivered.</summary>
    public List<OutboxWrite> Outbox { get; } = [];

    /// <summary>Records that go to quarantine.</summary>
    public List<QuarantineWrite> Quarantine { get; } = [];

    /// <summary>Good records, by stored key: an open quarantine entry of theirs closes unless it holds a newer version.</summary>
    public List<(string Key, DateTimeOffset? Version)> Good { get; } = [];

    /// <summary>The known shape of the stream; <see langword="null"/> to leave the stored one.</summary>
    public string? Shape { get; init; }

    /// <summary>How its records depart from the known shape of the stream.</summary>
    public IReadOnlyList<DriftCount> Drift { get; set; } = [];

    /// <summary>The counts of the batch.</summary>
    public RunCounts Counts => new()
    {
        Pulled = Pulled,
        Mapped = Outcomes[RecordOutcome.Mapped].Count,
        Unchanged = Outcomes[RecordOutcome.Unchanged].Count,
        Waiting = Outcomes[RecordOutcome.Waiting].Count,
        Superseded = Outcomes[RecordOutcome.Superseded].Count,
        Excluded = Outcomes[RecordOutcome.Excluded].Count,
        Quarantined = Outcomes[RecordOutcome.Quarantined].Count,
    };
}
