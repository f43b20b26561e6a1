using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>
/// Asks for the detail of every record of a page, a few at once. What the system refuses for one record is that record's
/// fault; what may pass, or concerns all, fails the page, so that the run is tried again and nothing is lost.
/// </summary>
internal sealed class DetailReader(DetailSettings settings, RestClient client, IReadOnlyList<KeyValuePair<string, string>> named)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly RequestBuilder _builder = new(settings.Request);
    private readonly ReplyFetcher _fetcher = new(
        client, client.Decoder(settings.Reply), settings.Envelope, named, $"{client.System} {settings.Request.Method} {settings.Request.Path.Text}");

    public async Task<DetailPage> ReadAsync(JsonElement list, CancellationToken cancellationToken)
    {
        var records = list.EnumerateArray().ToList();
        var details = new byte[records.Count][];
        var faults = new RecordFault?[records.Count];
        var refusals = new PageRefused?[records.Count];
        var (size, fetches) = (0L, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, records.Count),
            new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrent, CancellationToken = cancellationToken },
            async (i, stop) =>
            {
                if (records[i].ValueKind != JsonValueKind.Object || !Named(records[i], out faults[i]))
                {
                    return;
                }

                try
                {
                    using var reply = await _fetcher.FetchAsync(values => Request(values, records[i]), stop);
                    Interlocked.Add(ref fetches, reply.Fetches);
                    if (!settings.Record.TryFind(reply.Body.Root, out var record) || record.ValueKind != JsonValueKind.Object)
                    {
                        faults[i] = new RecordFault(settings.Record.Text, "missing", $"The reply to the request for details has no record at '{settings.Record.Text}'.");
                        return;
                    }

                    details[i] = System.Text.Encoding.UTF8.GetBytes(record.GetRawText());
                    if (Interlocked.Add(ref size, details[i].Length) > client.Settings.MaximumReply)
                    {
                        throw new ExchangeException(
                            FailureKind.Data, $"{_fetcher.Place}: the details of one page have more than {client.Settings.MaximumReply} bytes.", "Ask for smaller pages: lower the stream's batch.");
                    }
                }
                catch (PageRefused refused)
                {
                    Interlocked.Increment(ref fetches);
                    refusals[i] = refused;
                    faults[i] = new RecordFault("$", "missing", $"The system refuses the request for the record's details: {refused.Failure.Message}");
                }
            });

        // One record may have gone; that all of a page have is a wrong path.
        if (records.Count > 2 && refusals.All(r => r is not null))
        {
            throw refusals[0]!.Failure;
        }

        return Page(records, details, faults, fetches);
    }

    private bool Named(JsonElement record, out RecordFault? fault)
    {
        foreach (var name in settings.Request.Used.Except(RequestValues.Generated).Where(n => !named.Any(p => p.Key == n)))
        {
            if (string.IsNullOrWhiteSpace(Field(record, name)))
            {
                fault = new RecordFault(name, "missing", "The field by which the record's details are asked for is missing.");
                return false;
            }
        }

        fault = null;
        return true;
    }

    private RequestDraft Request(RequestValues values, JsonElement record)
    {
        values.Others = name => Field(record, name);
        return _builder.Build(values, []);
    }

    private static string? Field(JsonElement record, string name) => FieldPath.TryParse(name, out var path) ? path.FindText(record) : null;

    private DetailPage Page(List<JsonElement> records, byte[][] details, RecordFault?[] faults, int fetches)
    {
        var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartArray();
            for (var i = 0; i < records.Count; i++)
            {
                if (details[i] is null)
                {
                    writer.WriteRawValue(records[i].GetRawText(), skipInputValidation: true);
                }
                else
                {
                    Join(writer, records[i], details[i]);
                }
            }

            writer.WriteEndArray();
        }

        var bytes = stream.ToArray();
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = ReplyDecoder.Depth + 2 });
        return new DetailPage(
            document.RootElement.Clone(),
            bytes,
            faults.Select((f, i) => (f, i)).Where(p => p.f is not null).ToDictionary(p => p.i, p => p.f!),
            fetches);
    }

    // The detail is the fuller account: where both have a member, its value counts.
    private void Join(Utf8JsonWriter writer, JsonElement record, byte[] json)
    {
        using var detail = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ReplyDecoder.Depth });
        writer.WriteStartObject();
        foreach (var member in record.EnumerateObject())
        {
            if (settings.Into is { } into ? !member.NameEquals(into) : !detail.RootElement.TryGetProperty(member.Name, out _))
            {
                member.WriteTo(writer);
            }
        }

        if (settings.Into is { } name)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json, skipInputValidation: true);
        }
        else
        {
            foreach (var member in detail.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
