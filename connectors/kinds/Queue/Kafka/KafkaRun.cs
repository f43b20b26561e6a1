using System.Diagnostics;
using Confluent.Kafka;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Queue.Messages;
using Exchange.Connectors.Queue.Reading;

namespace Exchange.Connectors.Queue.Kafka;

/// <summary>One read of a topic: each partition from its cursor to the end it had at the beginning.</summary>
internal sealed class KafkaRun : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly QueueStream _stream;
    private readonly KafkaCursor _cursor;
    private readonly TimeSpan _timeout;
    private readonly string _place;
    private readonly Dictionary<int, long> _ends = [];
    private readonly List<string> _notices = [];

    private KafkaRun(IConsumer<byte[]?, byte[]?> consumer, QueueStream stream, KafkaCursor cursor, TimeSpan timeout, string place)
    {
        _consumer = consumer;
        _stream = stream;
        _cursor = cursor;
        _timeout = timeout;
        _place = place;
    }

    /// <summary>Whether every partition was read to its end.</summary>
    public bool AtEnd => _ends.Count == 0;

    /// <summary>Finds the partitions and where each begins and ends.</summary>
    /// <exception cref="ExchangeException">The brokers cannot be reached, the topic is not there, or the cursor lies behind its end (data).</exception>
    public static KafkaRun Begin(IConsumer<byte[]?, byte[]?> consumer, QueueStream stream, KafkaCursor cursor, bool full, TimeSpan timeout, string place)
    {
        var run = new KafkaRun(consumer, stream, cursor, timeout, place);
        try
        {
            var starts = KafkaClient.Partitions(consumer.Handle, stream.Queue, timeout, place).Select(p => run.Start(p, full)).OfType<TopicPartitionOffset>().ToList();
            consumer.Assign(starts);
            return run;
        }
        catch (KafkaException exception)
        {
            throw KafkaClient.Explain(exception.Error, place, exception);
        }
    }

    /// <summary>Puts messages into a page until it is full or the ends are reached; the cursor moves with them.</summary>
    public void Fill(MessagePage page, int most, CancellationToken cancellationToken)
    {
        var silent = Stopwatch.StartNew();
        while (page.Messages < most && !AtEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ConsumeResult<byte[]?, byte[]?>? result;
            try
            {
                result = _consumer.Consume(Step);
            }
            catch (ConsumeException exception)
            {
                throw KafkaClient.Explain(exception.Error, _place, exception);
            }

            if (result is null)
            {
                if (silent.Elapsed > _timeout)
                {
                    throw KafkaClient.Explain(new Error(ErrorCode.Local_TimedOut), _place);
                }

                continue;
            }

            silent.Restart();
            Take(result, page);
        }
    }

    /// <summary>What is worth a look, once.</summary>
    public IReadOnlyList<string> TakeNotices()
    {
        var notices = _notices.ToArray();
        _notices.Clear();
        return notices;
    }

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    private TopicPartitionOffset? Start(int partition, bool full)
    {
        var place = new TopicPartition(_stream.Queue, partition);
        var bounds = _consumer.QueryWatermarkOffsets(place, _timeout);
        var stored = full ? null : _cursor.Of(partition);
        if (stored > bounds.High.Value)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{_place}: the cursor stands behind the end of partition {partition}: the topic was made anew.", "Read the stream in full.");
        }

        var start = stored ?? bounds.Low.Value;
        if (start < bounds.Low.Value)
        {
            _notices.Add($"partition {partition}: messages the brokers no longer keep were not read");
            start = bounds.Low.Value;
        }

        _cursor.Advance(partition, start);
        if (start >= bounds.High.Value)
        {
            return null;
        }

        _ends[partition] = bounds.High.Value;
        return new TopicPartitionOffset(place, new Offset(start));
    }

    private void Take(ConsumeResult<byte[]?, byte[]?> result, MessagePage page)
    {
        var partition = result.Partition.Value;
        if (!_ends.TryGetValue(partition, out var end))
        {
            return;
        }

        if (result.IsPartitionEOF)
        {
            // What lay before the end may be markers of transactions, which are no messages.
            _cursor.Advance(partition, result.Offset.Value);
            _ends.Remove(partition);
            return;
        }

        if (result.Offset.Value < end)
        {
            page.Add(KafkaMessage.Read(result, _stream.Format.Largest));
            _cursor.Advance(partition, result.Offset.Value + 1);
        }

        if (result.Offset.Value + 1 >= end)
        {
            _ends.Remove(partition);
        }
    }
}
