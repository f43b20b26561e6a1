using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;

namespace Exchange.Connectors.Rest;

/// <summary>Asks whether a system is there and lets the hub in.</summary>
internal static class Connection
{
    /// <summary>Asks a path, or the base address, of which any answer but a refusal will do.</summary>
    /// <param name="client">The client.</param>
    /// <param name="path">The path; <see langword="null"/> for the base address.</param>
    /// <param name="make">Makes the request where it needs more than its path.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<CheckResult> CheckAsync(RestClient client, string? path, Func<string, HttpRequestMessage>? make, CancellationToken cancellationToken)
    {
        var place = $"{client.System} GET {path ?? "/"}";
        try
        {
            make ??= p => new HttpRequestMessage(HttpMethod.Get, client.Address(p));
            using var response = await client.SendAsync(() => make(path ?? ""), cancellationToken);
            if (response.IsSuccessStatusCode || (path is null && (int)response.StatusCode is >= 400 and < 500 and not (401 or 403 or 429)))
            {
                return new CheckResult(true, $"{place}: the system answers.");
            }

            throw HttpFailure.FromStatus(response.StatusCode, place);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = HttpFailure.FromException(exception, place);
            return new CheckResult(false, $"{failure.Message} {failure.Remedy}".TrimEnd()) { Kind = failure.Kind };
        }
    }
}
