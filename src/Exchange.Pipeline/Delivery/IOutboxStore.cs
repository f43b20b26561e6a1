using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;

namespace Exchange.Pipeline.Delivery;

/// <summary>Keeps what is to be delivered, and the receipts.</summary>
public interface IOutboxStore
{
    /// <summary>
    /// Claims due versions: the oldest undelivered one of each case only, by lane, departments in turn. The claim is durable
    /// before anything is sent, so that after a crash it is known which versions may have arrived.
    /// </summary>
    /// <exception cref="LeaseLostException">Another holder has the lease.</exception>
    Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(HubTarget target, Lease lease, int most, CancellationToken cancellationToken);

    /// <summary>Writes what became of claimed versions, in one transaction.</summary>
    /// <exception cref="LeaseLostException">Another holder has the lease.</exception>
    Task FinishAsync(HubTarget target, Lease lease, IReadOnlyList<DeliveryReceipt> receipts, CancellationToken cancellationToken);

    /// <summary>Makes the versions claimable whose parent the target has taken by now.</summary>
    /// <returns>How many.</returns>
    Task<int> ReleaseChildrenAsync(HubTarget target, CancellationToken cancellationToken);

    /// <summary>What waits for the target.</summary>
    Task<OutboxCounts> CountAsync(HubTarget target, CancellationToken cancellationToken);

    /// <summary>Whether the target is paused.</summary>
    Task<bool> IsPausedAsync(HubTarget target, CancellationToken cancellationToken);
}
