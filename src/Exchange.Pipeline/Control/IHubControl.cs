using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;

namespace Exchange.Pipeline.Control;

/// <summary>What an operator does to streams, targets and cases. Each act and its audit entry are one transaction.</summary>
public interface IHubControl
{
    /// <summary>Pauses or resumes a stream; a run under way goes on to its end.</summary>
    /// <returns>Whether it changed.</returns>
    Task<bool> PauseAsync(HubStream stream, bool paused, string actor, CancellationToken cancellationToken);

    /// <summary>Pauses or resumes a target; a delivery under way goes on to its end.</summary>
    /// <returns>Whether it changed.</returns>
    Task<bool> PauseAsync(HubTarget target, bool paused, string actor, CancellationToken cancellationToken);

    /// <summary>Where a stream stands.</summary>
    Task<StreamPlace> PlaceAsync(HubStream stream, CancellationToken cancellationToken);

    /// <summary>Sets the cursor of a stream that nobody runs.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lease">Its lease, held by the caller.</param>
    /// <param name="cursor">As the connector reads it; <see langword="null"/> for the beginning.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SetCursorAsync(HubStream stream, Lease lease, string? cursor, string actor, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the last version of a case into the outbox of a target once more, whatever its subscription says. What was refused or
    /// parked there of this case gives way to it.
    /// </summary>
    /// <returns>What became of it.</returns>
    Task<SendResult> SendAsync(HubTarget target, long caseId, string actor, CancellationToken cancellationToken);
}
