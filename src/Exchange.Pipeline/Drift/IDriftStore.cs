namespace Exchange.Pipeline.Drift;

/// <summary>Keeps what is known of the shape of streams, and how they departed from it.</summary>
public interface IDriftStore
{
    /// <summary>The shape of a stream as it was learned, and the departures from it that were accepted.</summary>
    Task<(string? Shape, IReadOnlyList<DriftNote> Accepted)> ReadAsync(int streamId, CancellationToken cancellationToken);

    /// <summary>Raises departures outside of a batch: those that stopped a run.</summary>
    Task RaiseAsync(int streamId, IReadOnlyList<DriftCount> notes, CancellationToken cancellationToken);

    /// <summary>The departures, those last seen first.</summary>
    /// <param name="stream">A system or stream; <see langword="null"/> for all.</param>
    /// <param name="accepted">Whether those accepted are listed too.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<DriftEntry>> ListAsync(string? stream, bool accepted, CancellationToken cancellationToken);

    /// <summary>Accepts open departures: from the next run on they are part of the known shape.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="actor">Who accepts them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<int> AcceptAsync(IReadOnlyList<long> ids, string actor, CancellationToken cancellationToken);
}
