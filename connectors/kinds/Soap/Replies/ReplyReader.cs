using System.Text;
using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>Reads replies: bounded in size and depth, without a document type, in the declared character set.</summary>
internal static class ReplyReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>Reads a reply.</summary>
    /// <exception cref="UnreadableReply">It is none of SOAP, too large or too deep (data), or what its status means.</exception>
    public static async Task<SoapReply> ReadAsync(HttpResponseMessage response, SoapSettings settings, DateTimeOffset now, string place, CancellationToken cancellationToken)
    {
        // A fault comes with 500, with 4xx from some, with 200 from others; a proxy's page comes with any of them.
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode && status is not (400 or 500))
        {
            throw new UnreadableReply(response.StatusCode, HttpFailure.FromStatus(response.StatusCode, place, HttpFailure.RetryAfter(response.Headers, now)));
        }

        JsonDocument? document = null;
        try
        {
            var bytes = await FillAsync(response, settings.Largest, place, cancellationToken);
            var part = RootPart(bytes, response);
            document = Parse(settings.Charset.Decode(part, place), settings.Largest, place);
            var body = Body(document.RootElement, place);
            var fault = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("Fault", out var element) ? SoapFault.Read(element) : null;
            if (fault is null && !response.IsSuccessStatusCode)
            {
                throw HttpFailure.FromStatus(response.StatusCode, place);
            }

            var cookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0].Trim()).ToList() : [];
            return new SoapReply(document, body, fault, response.Headers.Date ?? now, cookies);
        }
        catch (Exception exception)
        {
            document?.Dispose();
            if (exception is ExchangeException failure)
            {
                // A page that is no SOAP says less than its status.
                throw new UnreadableReply(response.StatusCode, response.IsSuccessStatusCode ? failure : HttpFailure.FromStatus(response.StatusCode, place, HttpFailure.RetryAfter(response.Headers, now)));
            }

            throw;
        }
    }

    /// <summary>XML as JSON.</summary>
    public static JsonDocument Parse(string text, int largest, string place)
    {
        try
        {
            return JsonDocument.Parse(XmlRecord.Read(text, largest), Options);
        }
        catch (Exception exception) when (exception is XmlException or JsonException)
        {
            // The parser's message quotes the content.
            throw new ExchangeException(
                FailureKind.Data,
                $"{place}: the reply is not XML that is taken{(exception is XmlException { LineNumber: > 0 } at ? $" (line {at.LineNumber})" : "")}: not well formed, with a document type, larger than {largest} characters or nested deeper than {XmlRecord.MaximumDepth} levels.",
                "Check the address and 'inside'; ask for smaller pages, or raise settings: maximumReply.");
        }
    }

    private static JsonElement Body(JsonElement root, string place) =>
        root.TryGetProperty("Envelope", out var envelope) && envelope.ValueKind == JsonValueKind.Object && envelope.TryGetProperty("Body", out var body)
            ? body
            : throw new ExchangeException(FailureKind.Data, $"{place}: the reply is no SOAP envelope.", "Check the address: it is that of the service, without ?wsdl.");

    // A reply with attachments holds the envelope as its first part.
    private static ReadOnlySpan<byte> RootPart(byte[] bytes, HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType is not { MediaType: "multipart/related" } type
            || type.Parameters.FirstOrDefault(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"') is not { Length: > 0 } boundary)
        {
            return bytes;
        }

        var mark = Encoding.ASCII.GetBytes("--" + boundary);
        var all = bytes.AsSpan();
        var first = all.IndexOf(mark);
        var start = first < 0 ? -1 : all[first..].IndexOf("\r\n\r\n"u8);
        if (start < 0)
        {
            return bytes;
        }

        var part = all[(first + start + 4)..];
        var end = part.IndexOf(mark);
        return end < 0 ? part : part[..end];
    }

    private static async Task<byte[]> FillAsync(HttpResponseMessage response, int largest, string place, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > largest)
        {
            throw TooLarge(largest, place);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var held = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (held.Length + read > largest)
            {
                throw TooLarge(largest, place);
            }

            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }

    private static ExchangeException TooLarge(int largest, string place) => new(
        FailureKind.Data, $"{place}: the reply has more than {largest} bytes.", "Ask for smaller pages, or raise settings: maximumReply.");
}
