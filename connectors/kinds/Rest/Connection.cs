using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest;

/// <summary>Asks whether a system is there and lets the hub in.</summary>
internal static class Connection
{
    /// <summary>Asks a path, or the base address, of which any answer but a refusal will do.</summary>
    /// <param name="client">The client.</param>
    /// <param name="path">The path; <see langword="null"/> for the base address.</param>
    /// <param name="make">Makes the request where it needs more than its path.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<CheckResult> CheckAsync(RestClient client, string? path, Func<RequestValues, RequestDraft>? make, CancellationToken cancellationToken)
    {
        var place = $"{client.System} GET {path ?? "/"}";
        try
        {
            return await client.ExchangeAsync(
                make ?? (values => new RequestDraft(HttpMethod.Get, path ?? "", values)),
                client.Settings.Values,
                authenticated: true,
                (response, _, _) => response.IsSuccessStatusCode || (path is null && (int)response.StatusCode is >= 400 and < 500 and not (401 or 403 or 429))
                    ? Task.FromResult(new CheckResult(true, $"{place}: the system answers."))
                    : throw HttpFailure.FromStatus(response.StatusCode, place),
                place,
                cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = HttpFailure.FromException(exception, place);
            return new CheckResult(false, $"{failure.Message} {failure.Remedy}".TrimEnd()) { Kind = failure.Kind };
        }
    }
}
