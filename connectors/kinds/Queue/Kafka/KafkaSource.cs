using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Queue.Messages;
using Exchange.Connectors.Queue.Reading;

namespace Exchange.Connectors.Queue.Kafka;

/// <summary>Reads topics by their offsets, from the hub's cursor to the end each partition had when the read began.</summary>
internal sealed class KafkaSource(IReadOnlyList<QueueStream> streams, QueueSettings settings, ConnectorDeclaration declaration, ConnectorServices services) : ISourceConnector
{
    private const int Sample = 20;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var stream in streams)
            {
                using var permit = await services.Budget.AcquireAsync(cancellationToken);
                using var run = await OpenAsync(stream, new KafkaCursor(), full: true, cancellationToken);
            }

            return new CheckResult(true, $"{declaration.Id}: the brokers answer; {streams.Count} topics are there.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var shape = new RecordShape();
        await foreach (var page in ReadAsync(new ReadRequest(stream) { Full = true, Limit = Sample }, cancellationToken))
        {
            shape.Add(page.Records);
        }

        return shape.Of(stream);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = streams.FirstOrDefault(s => s.Name == request.Stream) ?? throw new ExchangeException(
            FailureKind.Configuration, $"{declaration.Id}: there is no stream '{request.Stream}'.", $"Known: {string.Join(", ", streams.Select(s => s.Name))}.");
        if (request.From is not null || request.To is not null)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{Place(stream)}: a topic is not read by a window of time.", "Read it in full, or set the cursor to the offsets to go on from.");
        }

        var cursor = KafkaCursor.Parse(request.Full ? null : request.Cursor, stream.Name);
        var reader = new RecordReader(stream.Declaration, stream.VersionField, stream.VersionField is null ? null : new TimeText(stream.VersionFormat, declaration.TimeZone));
        var most = Math.Min(request.Limit ?? int.MaxValue, stream.Most);
        var size = Math.Min(stream.Prefetch, stream.Declaration.Batch);
        using var run = await OpenAsync(stream, cursor, request.Full, cancellationToken);
        for (var read = 0; ;)
        {
            var page = new MessagePage(stream.Format, long.MaxValue);
            using (await services.Budget.AcquireAsync(cancellationToken))
            {
                await Task.Run(() => run.Fill(page, Math.Min(size, most - read), cancellationToken), cancellationToken);
            }

            read += page.Messages;
            var batch = page.Read(reader, services.Time.GetUtcNow());
            yield return new SourcePage(batch.Records, cursor.ToString()) { Last = run.AtEnd, Notices = [.. batch.Notices(), .. run.TakeNotices()] };
            if (run.AtEnd || read >= most)
            {
                yield break;
            }
        }
    }

    public Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The client's calls wait on the calling thread.
    private Task<KafkaRun> OpenAsync(QueueStream stream, KafkaCursor cursor, bool full, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig(KafkaClient.Configuration(settings, declaration.Id))
            {
                GroupId = $"exchange-hub-{declaration.Id}",
                EnableAutoCommit = false,
                EnableAutoOffsetStore = false,
                EnablePartitionEof = true,
                AutoOffsetReset = AutoOffsetReset.Error,
                QueuedMaxMessagesKbytes = 32 * 1024,
            }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
            try
            {
                return KafkaRun.Begin(consumer, stream, cursor, full, settings.Timeout, Place(stream));
            }
            catch
            {
                consumer.Dispose();
                throw;
            }
        },
        cancellationToken);

    private string Place(QueueStream stream) => $"{declaration.Id}/{stream.Name} (topic {stream.Queue})";
}
