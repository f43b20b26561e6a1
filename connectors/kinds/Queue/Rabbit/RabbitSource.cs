using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Queue.Messages;
using Exchange.Connectors.Queue.Reading;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>Reads queues of a RabbitMQ. A message is acknowledged when the hub says its records are committed, never before.</summary>
internal sealed class RabbitSource(IReadOnlyList<QueueStream> streams, RabbitConnector connector, ConnectorDeclaration declaration, ConnectorServices services) : ISourceConnector
{
    private const int Sample = 20;

    private readonly ConcurrentDictionary<string, RabbitSession> _sessions = new(StringComparer.Ordinal);

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connector.OpenAsync($"{connector.System}, check", cancellationToken);
            var waiting = new List<string>();
            foreach (var stream in streams)
            {
                waiting.Add($"{await CountAsync(connection, stream, cancellationToken)} in {stream.Queue}");
            }

            return new CheckResult(true, $"{connector.System}: the broker answers; messages waiting: {string.Join(", ", waiting)}.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    /// <summary>Looks at the first messages and puts them back.</summary>
    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var declared = Find(stream);
        var page = new MessagePage(declared.Format, declared.Poison);
        await using (var connection = await connector.OpenAsync($"{connector.System}/{stream}, look", cancellationToken))
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
                ulong last = 0;
                while (page.Messages < Sample && await channel.BasicGetAsync(declared.Queue, autoAck: false, cancellationToken) is { } got)
                {
                    last = got.DeliveryTag;
                    page.Add(RabbitMessage.Read(this, got.DeliveryTag, got.Exchange, got.RoutingKey, got.BasicProperties, got.Body, declared.Format.Largest));
                }

                if (last > 0)
                {
                    await channel.BasicNackAsync(last, multiple: true, requeue: true, cancellationToken);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw RabbitFailure.Explain(exception, Place(declared));
            }
        }

        var shape = new RecordShape();
        shape.Add(page.Read(Reader(declared), services.Time.GetUtcNow()).Records);
        return shape.Of(stream);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = Find(request.Stream);
        if (request.From is not null || request.To is not null)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{Place(stream)}: a queue holds no past, so a window of it cannot be read.", "Run it without --from and --to.");
        }

        await EndAsync(stream.Name);
        var most = Math.Min(request.Limit ?? int.MaxValue, stream.Most);
        var prefetch = Math.Min(stream.Prefetch, most);

        // Half of what may be out, so that the next page fills while this one is committed.
        var size = Math.Clamp(prefetch / 2, 1, stream.Declaration.Batch);
        var reader = Reader(stream);
        var session = _sessions[stream.Name] = await RabbitSession.OpenAsync(connector, stream, prefetch, services.Time, cancellationToken);
        try
        {
            var read = 0;
            for (var empty = false; !empty && read < most;)
            {
                var page = new MessagePage(stream.Format, stream.Poison);
                empty = await session.FillAsync(page, Math.Min(size, most - read), stream.Idle, cancellationToken);
                using (await services.Budget.AcquireAsync(cancellationToken))
                {
                    await session.AcknowledgeAsync(page.Empty, cancellationToken);
                }

                read += page.Messages;
                var batch = page.Read(reader, services.Time.GetUtcNow());
                yield return new SourcePage(batch.Records, Cursor: null) { Last = empty, CommitNow = true, Notices = Notices(batch, page) };
            }
        }
        finally
        {
            await session.StopAsync();
        }
    }

    public async Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        var settled = acknowledgements.OfType<RecordTicket>().Where(t => t.Message.Settle(t.Place)).Select(t => t.Message).ToList();
        foreach (var session in settled.GroupBy(t => t.Session))
        {
            await ((RabbitSession)session.Key).AcknowledgeAsync([.. session], cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _sessions.Keys)
        {
            await EndAsync(stream);
        }
    }

    private async Task EndAsync(string stream)
    {
        if (_sessions.TryRemove(stream, out var session))
        {
            await session.DisposeAsync();
        }
    }

    private async Task<uint> CountAsync(IConnection connection, QueueStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return (await channel.QueueDeclarePassiveAsync(stream.Queue, cancellationToken)).MessageCount;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailure.Explain(exception, Place(stream));
        }
    }

    private static IReadOnlyList<string> Notices(RecordBatch batch, MessagePage page) =>
        page.Empty.Count == 0 ? batch.Notices() : [.. batch.Notices(), "messages without any record were taken off the queue"];

    private RecordReader Reader(QueueStream stream) => new(
        stream.Declaration, stream.VersionField, stream.VersionField is null ? null : new TimeText(stream.VersionFormat, declaration.TimeZone));

    private QueueStream Find(string name) => streams.FirstOrDefault(s => s.Name == name) ?? throw new ExchangeException(
        FailureKind.Configuration, $"{connector.System}: there is no stream '{name}'.", $"Known: {string.Join(", ", streams.Select(s => s.Name))}.");

    private string Place(QueueStream stream) => $"{connector.System}/{stream.Name} (queue {stream.Queue})";
}
