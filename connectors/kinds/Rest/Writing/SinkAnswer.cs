using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Replies;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Reads a target's answer: the results of the items by key, or what the status says about all of them.</summary>
internal static class SinkAnswer
{
    private const int LongestWords = 500;
    private const int LongestId = 200;

    /// <summary>Reads an answer; <see langword="null"/> where the target says that the hub's token is over, and took nothing.</summary>
    public static async Task<BatchAnswer?> ReadAsync(
        HttpResponseMessage response, IReadOnlyList<DeliveryItem> items, RestSink sink, RestClient client, string place, CancellationToken cancellationToken)
    {
        var code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var repeats = sink.Results?.Repeat.Contains(code) ?? false;
        var decoder = client.Decoder(sink.Reply);
        if (!response.IsSuccessStatusCode && !repeats)
        {
            // A status that decides alone does not wait for a body.
            var words = (int)response.StatusCode is 401 or 403 or 404 or 405 ? null : await WordsAsync(response, sink, decoder, cancellationToken);
            return BatchAnswer.FromStatus(items, response.StatusCode, words, HttpFailure.RetryAfter(response.Headers, client.Time.GetUtcNow()), place);
        }

        if (sink.Results is null && sink.Envelope is null)
        {
            return BatchAnswer.All(items, DeliveryOutcome.Accepted, code);
        }

        ReplyBody body;
        try
        {
            body = await ReplyBody.ReadAsync(response, decoder, client.Settings.MaximumReply, place, cancellationToken);
        }
        catch (ExchangeException exception)
        {
            // The target took the request; what it said about it is lost.
            return repeats ? BatchAnswer.All(items, DeliveryOutcome.Repeated, code) : BatchAnswer.All(items, DeliveryOutcome.Unknown, code, exception.Message);
        }

        using (body)
        {
            if (sink.Envelope is { } envelope && envelope.Code.FindText(body.Root) is { } wrapped && envelope.Expired.Contains(wrapped))
            {
                return null;
            }

            if (sink.Results is { } settings && settings.Path.TryFind(body.Root, out var results) && results.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                var read = Read(results, items, settings);
                if (read.Count > 0)
                {
                    return BatchAnswer.Of(read);
                }
            }

            return repeats ? BatchAnswer.All(items, DeliveryOutcome.Repeated, code) : FromEnvelope(body.Root, items, sink);
        }
    }

    // An answer without results: what the envelope says is said about all.
    private static BatchAnswer FromEnvelope(JsonElement root, IReadOnlyList<DeliveryItem> items, RestSink sink)
    {
        if (sink.Envelope is not { } envelope || envelope.Code.FindText(root) is not { } code)
        {
            return BatchAnswer.All(items, DeliveryOutcome.Unknown, message: "the target's answer has no results");
        }

        var words = SystemWords.Short(envelope.Message?.FindText(root), LongestWords);
        if (envelope.Success.Contains(code))
        {
            return sink.Results is null
                ? BatchAnswer.All(items, DeliveryOutcome.Accepted, code)
                : BatchAnswer.All(items, DeliveryOutcome.Unknown, code, "the target's answer has no results");
        }

        return envelope.Retry.Contains(code) ? BatchAnswer.All(items, DeliveryOutcome.Retry, code, words) : BatchAnswer.Refused(code, words);
    }

    private static List<DeliveryResult> Read(JsonElement results, IReadOnlyList<DeliveryItem> items, ResultSettings settings)
    {
        var read = new List<DeliveryResult>(items.Count);
        if (results.ValueKind == JsonValueKind.Object)
        {
            if (items.Count == 1 && Result(results, items[0].Key, settings) is { } single)
            {
                read.Add(single);
            }

            return read;
        }

        foreach (var result in results.EnumerateArray())
        {
            var key = settings.Key?.FindText(result) ?? (items.Count == 1 ? items[0].Key : null);
            if (key is not null && Result(result, key, settings) is { } one)
            {
                read.Add(one);
            }
        }

        return read;
    }

    private static DeliveryResult? Result(JsonElement result, string key, ResultSettings settings) =>
        settings.Code.FindText(result) is not { } code ? null : new DeliveryResult(key, settings.Outcome(code))
        {
            Code = SystemWords.Short(code, 50),
            Message = SystemWords.Short(settings.Message?.FindText(result), LongestWords),
            PlatformId = SystemWords.Short(settings.PlatformId?.FindText(result), LongestId),
        };

    private static async Task<string?> WordsAsync(HttpResponseMessage response, RestSink sink, ReplyDecoder decoder, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var bytes = new byte[4096];
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
            {
                return null;
            }

            return SystemWords.Short(
                MessageIn(bytes.AsMemory(0, length), response.Content.Headers.ContentType?.CharSet, sink, decoder) ?? System.Text.Encoding.UTF8.GetString(bytes, 0, length), LongestWords);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static string? MessageIn(ReadOnlyMemory<byte> bytes, string? label, RestSink sink, ReplyDecoder decoder)
    {
        try
        {
            using var document = decoder.Decode(bytes, label, 1024 * 1024, "answer").Document;
            return sink.Results?.Message?.FindText(document.RootElement) ?? sink.Envelope?.Message?.FindText(document.RootElement);
        }
        catch (Exception exception) when (exception is ExchangeException or InvalidOperationException)
        {
            return null;
        }
    }
}
