using Exchange.Abstractions.Connectors;

namespace Exchange.Abstractions.Targets;

/// <summary>
/// Writes to one target. The hub calls it with one version of a case at a time, in order, and keeps the receipts.
/// A whole request that fails is an <see cref="Failures.ExchangeException"/> only when certainly nothing of it arrived;
/// otherwise its items come back as <see cref="DeliveryOutcome.Unknown"/>.
/// </summary>
public interface ITargetConnector : IAsyncDisposable
{
    /// <summary>Whether the target can be reached and lets the hub in; changes nothing there.</summary>
    Task<CheckResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Writes one batch; returns one result for each item, in any order.</summary>
    Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken);

    /// <summary>
    /// Asks which of these items the target already holds (for <c>onUnknown: ask</c>): the result of each is
    /// <see cref="DeliveryOutcome.Repeated"/> where it holds that version or a newer one, <see cref="DeliveryOutcome.Retry"/>
    /// where it does not, and <see cref="DeliveryOutcome.Unknown"/> where it cannot tell.
    /// </summary>
    Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken);

    /// <summary>Lists what the target holds in the order of its keys.</summary>
    IAsyncEnumerable<HeldVersion> ListKeysAsync(CancellationToken cancellationToken);
}
