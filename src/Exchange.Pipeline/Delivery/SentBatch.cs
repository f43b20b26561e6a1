using Exchange.Abstractions.Failures;

namespace Exchange.Pipeline.Delivery;

/// <summary>The receipts of a batch, and why sending broke off, if it did.</summary>
/// <param name="Receipts">One for each claimed version.</param>
/// <param name="Failure">The failure of the target as a whole.</param>
internal sealed record SentBatch(IReadOnlyList<DeliveryReceipt> Receipts, ExchangeException? Failure);
