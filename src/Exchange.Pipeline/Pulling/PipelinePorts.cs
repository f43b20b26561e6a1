using Exchange.Abstractions.Security;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Deletions;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Pulling;

/// <summary>What pulling and replaying stand on.</summary>
public sealed record PipelinePorts
{
    /// <summary>Leases.</summary>
    public required ILeaseStore Leases { get; init; }

    /// <summary>Runs.</summary>
    public required IRunStore Runs { get; init; }

    /// <summary>Source records and cases.</summary>
    public required IRecordStore Records { get; init; }

    /// <summary>Ids of streams, targets and revisions.</summary>
    public required IRegistrationStore Registration { get; init; }

    /// <summary>Seals personal data.</summary>
    public required ISealer Sealer { get; init; }

    /// <summary>Makes digests.</summary>
    public required IDigester Digester { get; init; }

    /// <summary>Tells harmless texts from others.</summary>
    public required IPrivacyGuard Privacy { get; init; }

    /// <summary>Makes match tokens.</summary>
    public required IMatchTokenizer Tokenizer { get; init; }

    /// <summary>Keeps the shape of streams; <see langword="null"/> where nobody watches it.</summary>
    public IDriftStore? Drift { get; init; }

    /// <summary>Remembers keys that complete reads did not show; <see langword="null"/> where no deletion is found that way.</summary>
    public IDeletionStore? Deletions { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>All streams, whose records may contribute to a case.</summary>
    public required IReadOnlyList<HubStream> Streams { get; init; }

    /// <summary>All targets, which may take a case.</summary>
    public required IReadOnlyList<HubTarget> Targets { get; init; }
}
