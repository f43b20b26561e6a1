using System.Net;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>There was a reply, and it says nothing: for what was told it is not known whether it had an effect.</summary>
internal sealed class UnreadableReply(HttpStatusCode status, ExchangeException failure) : Exception(failure.Message, failure)
{
    public HttpStatusCode Status { get; } = status;

    public ExchangeException Failure { get; } = failure;
}
