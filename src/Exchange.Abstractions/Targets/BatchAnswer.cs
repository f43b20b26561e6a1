using System.Net;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;

namespace Exchange.Abstractions.Targets;

/// <summary>What became of one request to a target: results for its items, a refusal of the whole, or silence.</summary>
public sealed record BatchAnswer
{
    private BatchAnswer()
    {
    }

    /// <summary>The results, where the target answered; an item without one is unknown.</summary>
    public IReadOnlyList<DeliveryResult> Results { get; private init; } = [];

    /// <summary>Whether the target refused the request as a whole, so that one bad item among several may be to blame.</summary>
    public bool IsRefusal { get; private init; }

    /// <summary>Whether sending more now is pointless: the target did not answer, or asked to be left alone.</summary>
    public bool StopsSending { get; private init; }

    /// <summary>The code of a refusal.</summary>
    public string? Code { get; private init; }

    /// <summary>The target's words on a refusal.</summary>
    public string? Message { get; private init; }

    /// <summary>An answer with results.</summary>
    public static BatchAnswer Of(IReadOnlyList<DeliveryResult> results) => new() { Results = results };

    /// <summary>The same outcome for every item.</summary>
    public static BatchAnswer All(IReadOnlyList<DeliveryItem> items, DeliveryOutcome outcome, string? code = null, string? message = null, TimeSpan? retryAfter = null) => new()
    {
        Results = [.. items.Select(i => new DeliveryResult(i.Key, outcome) { Code = code, Message = message, RetryAfter = retryAfter })],
        StopsSending = outcome is DeliveryOutcome.Retry or DeliveryOutcome.Unknown,
    };

    /// <summary>A refusal of the whole request.</summary>
    public static BatchAnswer Refused(string? code, string? message) => new() { IsRefusal = true, Code = code, Message = message };

    /// <summary>What a status that is no success means for the items.</summary>
    /// <param name="items">The items sent.</param>
    /// <param name="status">The status.</param>
    /// <param name="words">The target's words, where it sent some.</param>
    /// <param name="retryAfter">How long the target asked to be left alone.</param>
    /// <param name="place">What was asked, for people.</param>
    /// <exception cref="ExchangeException">The target does not let the hub in, or there is nothing at the path (configuration).</exception>
    public static BatchAnswer FromStatus(IReadOnlyList<DeliveryItem> items, HttpStatusCode status, string? words, TimeSpan? retryAfter, string place)
    {
        var code = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (int)status switch
        {
            429 or 503 => All(items, DeliveryOutcome.Retry, code, words ?? "the target is busy", retryAfter),
            408 or >= 500 => All(items, DeliveryOutcome.Unknown, code, words ?? "the target failed while it worked on the request", retryAfter),
            401 or 403 or 404 or 405 or < 400 => throw HttpFailure.FromStatus(status, place),
            _ => Refused(code, words),
        };
    }

    /// <summary>What a request without an answer means for the items.</summary>
    /// <exception cref="ExchangeException">The request was certainly never sent (transient), or it failed with its own kind.</exception>
    public static BatchAnswer FromException(IReadOnlyList<DeliveryItem> items, Exception exception, string place) =>
        exception is ExchangeException || HttpFailure.NeverSent(exception)
            ? throw HttpFailure.FromException(exception, place)
            : All(items, DeliveryOutcome.Unknown, message: "the target did not answer");
}
