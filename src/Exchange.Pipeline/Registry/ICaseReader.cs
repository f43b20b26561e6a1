namespace Exchange.Pipeline.Registry;

/// <summary>Reads cases for people.</summary>
public interface ICaseReader
{
    /// <summary>The cases that have an id, key or number.</summary>
    /// <param name="anyId">The hub's id, or the stored form of a key or number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<long>> FindAsync(string anyId, CancellationToken cancellationToken);

    /// <summary>A case with its identifiers and its last content; <see langword="null"/> where there is none.</summary>
    Task<CaseView?> ReadAsync(long caseId, CancellationToken cancellationToken);

    /// <summary>What each record of part <c>case</c> says about a case now; those deleted at their source left out.</summary>
    Task<IReadOnlyList<CaseContribution>> ReadHeadsAsync(long caseId, CancellationToken cancellationToken);

    /// <summary>The states a case was seen in, in the order of its versions, since it was last withdrawn at its source.</summary>
    Task<IReadOnlyList<string>> ReadStatesAsync(long caseId, CancellationToken cancellationToken);

    /// <summary>What happened to a case, in the order of time.</summary>
    Task<IReadOnlyList<CaseTraceEvent>> TraceAsync(long caseId, CancellationToken cancellationToken);
}
