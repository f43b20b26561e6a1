using System.Net.Http.Json;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Host.Demo;

/// <summary>Tells the simulated systems that push where the hub is; they send what they have at once, and later what changes.</summary>
internal static class DemoPush
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Ends when the hub has taken everything.</summary>
    /// <exception cref="ExchangeException">The hub did not take something.</exception>
    public static async Task SendAsync(string sandbox, string hub, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(sandbox), Timeout = Patience };
        using var answer = await http.PostAsJsonAsync("/sandbox/push", new { hub }, cancellationToken).ConfigureAwait(false);
        var reply = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken).ConfigureAwait(false);
        foreach (var system in answer.IsSuccessStatusCode ? reply.GetProperty("pushed").EnumerateArray() : throw NotTaken("the simulated systems", $"{answer.StatusCode}"))
        {
            var left = system.GetProperty("refused").GetInt32() + system.GetProperty("failed").GetInt32();
            if (left > 0)
            {
                throw NotTaken(system.GetProperty("system").GetString()!, $"{left} requests");
            }
        }
    }

    private static ExchangeException NotTaken(string system, string what) =>
        new(FailureKind.Transient, $"The hub did not take what {system} pushed: {what}.", "Look into the log of the hub.");
}
