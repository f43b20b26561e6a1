using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.UnifiedPlatform;

/// <summary>Reads what clerks keyed at the platform's windows, forward by the time of change.</summary>
internal sealed class UnifiedPlatformSource(IReadOnlyList<UnifiedPlatformStream> streams, UnifiedPlatformClient client, TimeProvider time) : ISourceConnector
{
    private const int LargestPage = 1000;
    private const int Sample = 50;

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => client.CheckAsync(cancellationToken);

    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var page in ReadAsync(new ReadRequest(stream) { Limit = Sample }, cancellationToken))
        {
            foreach (var record in page.Records)
            {
                using var document = JsonDocument.Parse(record.Json);
                foreach (var field in document.RootElement.EnumerateObject())
                {
                    fields[field.Name] = field.Value.ValueKind.ToString().ToLowerInvariant();
                }
            }
        }

        return new StreamShape(stream, fields);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = streams.First(s => s.Declaration.Name == request.Stream);
        var backfill = request.From is not null || request.To is not null;
        var reader = new RecordReader(stream.Declaration, stream.Zone);
        var cursor = Begin(stream, request, backfill);
        var (page, read) = (cursor.Page, 0);
        do
        {
            var (items, next) = await FetchAsync(stream, cursor, page, cancellationToken);
            var batch = reader.Read(items, default, time.GetUtcNow());
            var records = backfill ? [.. batch.Records.Where(r => r.Version is null || !(r.Version >= request.To || r.Version < request.From))] : batch.Records;
            cursor = records.Aggregate(cursor, (c, r) => c.See(r.Version));
            read += records.Count;
            page = next;
            cursor = next is null ? cursor.Complete() : cursor with { Page = next };
            yield return new SourcePage(records, backfill ? null : cursor.ToString()) { Last = next is null, Notices = batch.Notices() };
        }
        while (page is not null && !(read >= request.Limit));
    }

    public Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private WindowCursor Begin(UnifiedPlatformStream stream, ReadRequest request, bool backfill)
    {
        if (backfill)
        {
            return new WindowCursor { From = request.From ?? stream.Declaration.Start };
        }

        var declared = stream.Declaration.Cursor!;
        var stored = WindowCursor.Parse(request.Cursor, stream.Declaration.Name);
        if (stored.InProgress && !request.Full)
        {
            return stored;
        }

        var from = request.Full || stored.At is null ? stream.Declaration.Start : stored.At - declared.Lookback;
        return new WindowCursor { At = stored.At, From = from < stream.Declaration.Start ? stream.Declaration.Start : from, Bound = time.GetUtcNow() - declared.Settle };
    }

    private async Task<(JsonElement Items, string? Next)> FetchAsync(UnifiedPlatformStream stream, WindowCursor cursor, string? page, CancellationToken cancellationToken)
    {
        var place = $"GET /api/v1/changes/{stream.Feed}";
        var from = stream.Time.Write(cursor.From ?? DateTimeOffset.UnixEpoch);
        var limit = Math.Min(stream.Declaration.Batch, LargestPage);
        var reply = await client.ReadAsync(place, () => client.Api.ChangesAsync(stream.Feed, from, page, limit, cancellationToken), cancellationToken);
        if (reply.Items.ValueKind != JsonValueKind.Array)
        {
            throw new ExchangeException(FailureKind.Data, $"{client.SystemId} {place}: the reply has no list of items.", "Check baseUrl; ask the owner of the platform.");
        }

        if (reply.Next is { } next && (next == page || reply.Items.GetArrayLength() == 0))
        {
            throw new ExchangeException(FailureKind.Data, $"{client.SystemId} {place}: the listing does not end.", "Ask the owner of the platform.");
        }

        return (reply.Items, reply.Next is { Length: > 0 } mark ? mark : null);
    }
}
