using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;

namespace Exchange.Connectors.Rest;

/// <summary>Asks whether a system is there and lets the hub in.</summary>
internal static class Connection
{
    /// <summary>Asks a path, or the base address, of which any answer but a refusal will do.</summary>
    public static async Task<CheckResult> CheckAsync(RestClient client, string? path, CancellationToken cancellationToken)
    {
        var place = $"{client.System} GET {path ?? "/"}";
        try
        {
            using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, client.Address(path ?? "")), cancellationToken);
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
