using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Connectors.Rest.Reading;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>Fetches one page: sends, judges status and envelope, repeats while the system says it is busy.</summary>
internal sealed class PageFetcher(RestStream stream, RestClient client)
{
    private readonly string _place = $"{client.System} {stream.Request.Method} {stream.Request.Path.Text}";

    /// <summary>What is asked, for messages.</summary>
    public string Place => _place;

    /// <summary>Fetches a page.</summary>
    /// <exception cref="PageRefused">The system answers, and refuses this request.</exception>
    /// <exception cref="ExchangeException">The page cannot be had.</exception>
    public async Task<PageReply> FetchAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await TryAsync(make, attempt, cancellationToken);
            if (reply is not null)
            {
                return reply;
            }

            // Jitter keeps streams that met the same busy moment from coming back together.
            var wait = stream.Envelope!.RetryDelay * Math.Pow(2, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
            await Task.Delay(wait, client.Time, cancellationToken);
        }
    }

    private async Task<PageReply?> TryAsync(Func<HttpRequestMessage> make, int attempt, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(make, cancellationToken);
        }
        catch (Exception exception) when (exception is not ExchangeException && !cancellationToken.IsCancellationRequested)
        {
            throw HttpFailure.FromException(exception, _place);
        }

        using (response)
        {
            var now = client.Time.GetUtcNow();
            if (!response.IsSuccessStatusCode)
            {
                var failure = HttpFailure.FromStatus(response.StatusCode, _place, HttpFailure.RetryAfter(response.Headers, now));
                throw (int)response.StatusCode is >= 400 and < 500 and not (401 or 403 or 408 or 429) ? new PageRefused(failure) : failure;
            }

            var body = await ReplyBody.ReadAsync(response, client.Settings.MaxReplyBytes, _place, cancellationToken);
            try
            {
                if (Judge(body.Root, attempt))
                {
                    return new PageReply(body, FindRecords(body.Root), response.Headers.Date ?? now, attempt);
                }
            }
            catch
            {
                body.Dispose();
                throw;
            }

            body.Dispose();
            return null;
        }
    }

    /// <summary>Whether the envelope says success; <see langword="false"/> where the request is to be made again.</summary>
    private bool Judge(JsonElement root, int attempt)
    {
        if (stream.Envelope is not { } envelope)
        {
            return true;
        }

        var code = envelope.Code.FindText(root);
        if (code is null)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{_place}: the reply has no code at '{envelope.Code.Text}'.", "Set envelope: code to where the code stands.");
        }

        if (envelope.Success.Contains(code))
        {
            return true;
        }

        var words = $"{_place}: the system answers code {SystemWords.Short(code, 20)}: {SystemWords.Short(envelope.Message?.FindText(root), 200) ?? "(no message)"}";
        if (!envelope.Retry.Contains(code))
        {
            throw new PageRefused(new ExchangeException(FailureKind.Data, words, "Compare the request with the system's interface description."));
        }

        if (attempt >= envelope.Attempts)
        {
            throw new ExchangeException(FailureKind.Transient, words, "It is tried again; if it lasts, ask the owner of the system.");
        }

        return false;
    }

    private JsonElement FindRecords(JsonElement root)
    {
        if (stream.Records.TryFind(root, out var records) && records.ValueKind == JsonValueKind.Array)
        {
            return records;
        }

        // A system that has nothing to tell may leave its list null; a missing list is another matter.
        if (records.ValueKind == JsonValueKind.Null && stream.Envelope is not null)
        {
            return Empty;
        }

        throw new ExchangeException(
            FailureKind.Data,
            $"{_place}: the reply has no list at '{stream.Records.Text}'.",
            "Set 'records' to where the list stands; where the system wraps its replies in a code, declare 'envelope'.");
    }

    private static JsonElement Empty { get; } = JsonDocument.Parse("[]").RootElement.Clone();
}
