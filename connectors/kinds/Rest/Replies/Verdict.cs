using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>Why a request is to be made again, and the failure if that does not help.</summary>
/// <param name="Expired">Whether the token is over; otherwise the system is busy.</param>
/// <param name="Failure">What is told in the end.</param>
internal sealed record Verdict(bool Expired, ExchangeException Failure);
