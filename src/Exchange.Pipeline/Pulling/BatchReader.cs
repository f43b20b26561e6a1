using System.Diagnostics;
using System.Threading.Channels;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Records;

namespace Exchange.Pipeline.Pulling;

/// <summary>Reads pages of a source and prepares them as batches, one batch ahead of the transaction that takes them.</summary>
internal sealed class BatchReader
{
    private readonly ISourceConnector _connector;
    private readonly RecordPreparer _preparer;
    private readonly int _batchSize;
    private readonly string _stream;
    private readonly DriftWatch? _watch;
    private readonly Channel<PreparedBatch> _batches = Channel.CreateBounded<PreparedBatch>(
        new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });

    private readonly Stopwatch _fetch = new();
    private readonly Stopwatch _map = new();
    private readonly List<string> _notices = [];

    public BatchReader(string stream, ISourceConnector connector, RecordPreparer preparer, int batchSize, DriftWatch? watch = null)
    {
        _stream = stream;
        _watch = watch;
        _connector = connector;
        _preparer = preparer;
        _batchSize = batchSize;
    }

    public TimeSpan FetchTime => _fetch.Elapsed;

    public TimeSpan MapTime => _map.Elapsed;

    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Whether the last page said that the read listed everything the stream holds.</summary>
    public bool Complete { get; private set; }

    public ChannelReader<PreparedBatch> Batches => _batches.Reader;

    /// <summary>Reads to the end; a failure reaches the reader of <see cref="Batches"/> behind the batches read before it.</summary>
    public async Task ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var batch = new PreparedBatch();
            _fetch.Start();
            await foreach (var page in _connector.ReadAsync(request, cancellationToken).ConfigureAwait(false))
            {
                _fetch.Stop();
                _map.Start();
                Add(batch, page);
                _map.Stop();
                if (batch.Records.Count >= _batchSize || (page.CommitNow && batch.Records.Count > 0))
                {
                    batch.Shape = _watch?.TakeShape();
                    await _batches.Writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                    batch = new PreparedBatch();
                }

                _fetch.Start();
            }

            _fetch.Stop();
            if (batch.Records.Count > 0 || batch.Pages > 0)
            {
                batch.Shape = _watch?.TakeShape();
                await _batches.Writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }

            _batches.Writer.Complete();
        }
        catch (Exception exception)
        {
            _batches.Writer.Complete(exception);
        }
    }

    private void Add(PreparedBatch batch, SourcePage page)
    {
        foreach (var record in page.Records)
        {
            batch.Add(_preparer.Prepare(record), record.Acknowledgement);
            if (_watch?.Stopped is { } note)
            {
                throw DriftFailure.Of(_stream, note);
            }
        }

        Complete = page.Complete;
        batch.Acknowledge(page.Acknowledgements);
        batch.Pages += page.Fetches;
        batch.Cursor = page.Cursor ?? batch.Cursor;
        batch.ReachedPresent |= page.Last;
        foreach (var notice in page.Notices)
        {
            if (_notices.Count < 20 && !_notices.Contains(notice, StringComparer.Ordinal))
            {
                _notices.Add(notice);
            }
        }
    }
}
