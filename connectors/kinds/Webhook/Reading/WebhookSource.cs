using System.Text;
using System.Text.Json;
using System.Xml;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Reading;

/// <summary>Opens what a system pushes. There is nothing to pull.</summary>
internal sealed class WebhookSource(ConnectorDeclaration declaration, WebhookSettings settings, IReadOnlyList<WebhookStream> streams, IMessageSigner signer)
    : ISourceConnector, IPushedSource
{
    private const int Deepest = 64;

    private readonly Dictionary<string, (WebhookStream Stream, RecordReader Reader)> _streams =
        streams.ToDictionary(s => s.Declaration.Name, s => (s, new RecordReader(s.Declaration, declaration.TimeZone)), StringComparer.Ordinal);

    public int MaximumBody => settings.MaximumBody;

    public PushedContent Open(PushedRequest request)
    {
        if (settings.Authentication!.Refuse(request, signer) is { } why)
        {
            return new PushedContent(PushedOutcome.Unauthorised, why);
        }

        var (stream, reader) = _streams[request.Stream];
        try
        {
            var json = Json(request.Body);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            if (!stream.Records.TryFind(document.RootElement, out var found) || found.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            {
                return new PushedContent(PushedOutcome.Malformed, $"There is no list of records at '{stream.Records.Text}'.");
            }

            // A single record stands for a list of one, as XML and many senders have it.
            var page = found.ValueKind == JsonValueKind.Array ? json : Encoding.UTF8.GetBytes($"[{found.GetRawText()}]");
            using var single = found.ValueKind == JsonValueKind.Array ? null : JsonDocument.Parse(page, new JsonDocumentOptions { MaxDepth = Deepest + 1 });
            var batch = reader.Read(single?.RootElement ?? found, page, request.ReceivedAt);
            return new PushedContent(PushedOutcome.Accepted, "") { Records = batch.Records, ReplayKey = settings.Authentication.ReplayKey(request) };
        }
        catch (JsonException)
        {
            return new PushedContent(PushedOutcome.Malformed, "The body is not valid JSON.");
        }
        catch (XmlException)
        {
            return new PushedContent(PushedOutcome.Malformed, "The body is not XML, has a document type, or is too deep.");
        }
        catch (ExchangeException failure)
        {
            return new PushedContent(PushedOutcome.Malformed, failure.Message);
        }
    }

    public PushedReply Answer(PushedOutcome outcome, string message)
    {
        var status = outcome switch
        {
            PushedOutcome.Accepted or PushedOutcome.Repeated => 200,
            PushedOutcome.Unauthorised => 401,
            PushedOutcome.Malformed => 400,
            PushedOutcome.TooLarge => 413,
            PushedOutcome.Busy => 429,
            _ => 503,
        };
        return settings.Reply?.Make(outcome, status, message) ?? new PushedReply(status, "application/json; charset=utf-8", JsonSerializer.Serialize(status == 200
            ? new { status = outcome == PushedOutcome.Repeated ? "repeated" : "accepted" }
            : (object)new { error = new { kind = outcome.ToString().ToLowerInvariant(), message } }));
    }

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new CheckResult(true, $"The system pushes to POST /api/v1/ingest/{declaration.Id}/…; there is nothing to reach."));

    public Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken) => throw NothingToPull();

    public IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, CancellationToken cancellationToken) => throw NothingToPull();

    public Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private byte[] Json(ReadOnlyMemory<byte> body)
    {
        var text = settings.CharacterSet.Decode(body.Span, $"a request to {declaration.Id}");
        return settings.Xml ? XmlRecord.Read(text, settings.MaximumBody) : Encoding.UTF8.GetBytes(text);
    }

    private ExchangeException NothingToPull() => new(
        FailureKind.Configuration, $"'{declaration.Id}' pushes to the hub: there is nothing to pull.", $"Let the system send to POST /api/v1/ingest/{declaration.Id}/<stream>; exchange status shows what came.");
}
