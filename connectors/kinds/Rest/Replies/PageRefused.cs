using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>A system's refusal of one request; whether that is a failure depends on whether a page token was in it.</summary>
internal sealed class PageRefused(ExchangeException failure) : Exception(failure.Message, failure)
{
    public ExchangeException Failure { get; } = failure;

    /// <summary>The HTTP status or the code of the envelope.</summary>
    public string Code { get; init; } = "";
}
