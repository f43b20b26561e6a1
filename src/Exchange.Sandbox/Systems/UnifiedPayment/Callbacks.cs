using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Exchange.Sandbox.Systems.UnifiedPayment;

/// <summary>
/// Sends callbacks, each signed over its time, a value used once and its body; again where the hub is busy, and some a second time
/// although the hub had them, as after an answer that got lost.
/// </summary>
internal sealed class Callbacks(HttpClient http, Uri address, string secret)
{
    private const int AtOnce = 8;
    private const int Attempts = 20;

    public async Task<PushReport> SendAsync(IReadOnlyList<FeedRecord> records, CancellationToken cancellationToken)
    {
        int taken = 0, repeated = 0, refused = 0, failed = 0;
        await Parallel.ForEachAsync(records.Select((r, i) => (Record: r, IsTwice: i % 20 == 7)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (call, token) =>
        {
            var nonce = Guid.NewGuid().ToString("N");
            var status = await SendAsync(call.Record, nonce, token);
            _ = status == HttpStatusCode.OK ? Interlocked.Increment(ref taken) : Refuses(status) ? Interlocked.Increment(ref refused) : Interlocked.Increment(ref failed);
            if (status == HttpStatusCode.OK && call.IsTwice && await SendAsync(call.Record, nonce, token) == HttpStatusCode.OK)
            {
                Interlocked.Increment(ref repeated);
            }
        });
        return new PushReport(UnifiedPaymentSystem.SystemId, taken, repeated, refused, failed);
    }

    private static bool Refuses(HttpStatusCode? status) => status is { } code && (int)code is >= 400 and < 500 and not 429;

    private async Task<HttpStatusCode?> SendAsync(FeedRecord record, string nonce, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                using var request = Sign(record.Json, nonce);
                using var answer = await http.SendAsync(request, cancellationToken);
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == Attempts)
                {
                    return answer.StatusCode;
                }
                wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                wait = TimeSpan.FromSeconds(1);
            }
            catch (HttpRequestException)
            {
                return null;
            }
            await Task.Delay(wait, cancellationToken);
        }
    }

    private HttpRequestMessage Sign(ReadOnlyMemory<byte> body, string nonce)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("X-Timestamp", time);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{time}.{nonce}."), .. body.Span])));
        return request;
    }
}
