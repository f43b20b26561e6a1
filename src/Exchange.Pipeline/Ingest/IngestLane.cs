using System.Threading.Channels;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Exchange.Pipeline.Ingest;

/// <summary>
/// The pushed requests of one stream. Those that arrive while a run commits share the next run, so that a busy sender costs a
/// transaction for many requests; more than the lane holds are turned away.
/// </summary>
internal sealed class IngestLane(HubWork work, HubStream stream, IPushStore store, ILogger logger)
{
    private const int Most = 200;

    private readonly Channel<PendingPush> _waiting = Channel.CreateBounded<PendingPush>(new BoundedChannelOptions(Most) { SingleReader = true });
    private int _running;

    /// <summary>Takes a request up and waits until it is committed.</summary>
    public async Task<PushedOutcome> TakeAsync(PushedContent content, CancellationToken cancellationToken)
    {
        var push = new PendingPush(content);
        if (!_waiting.Writer.TryWrite(push))
        {
            return PushedOutcome.Busy;
        }

        if (Interlocked.CompareExchange(ref _running, 1, 0) == 0)
        {
            _ = Task.Run(RunAsync, CancellationToken.None);
        }

        return await push.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        do
        {
            while (_waiting.Reader.TryPeek(out _))
            {
                await RunOnceAsync().ConfigureAwait(false);
            }

            Volatile.Write(ref _running, 0);
        }
        while (_waiting.Reader.TryPeek(out _) && Interlocked.CompareExchange(ref _running, 1, 0) == 0);
    }

    private async Task RunOnceAsync()
    {
        var pages = new PushedPages(_waiting.Reader, stream, store);
        var left = PushedOutcome.Failed;
        try
        {
            await work.PullAsync(stream.Id, pages, new PullOptions { Wait = TimeSpan.FromSeconds(5) }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StreamBusyException busy)
        {
            Log.IngestBusy(logger, stream.Id, busy.HeldBy ?? "another run");
            left = PushedOutcome.Busy;
        }
        catch (Exception exception)
        {
            Log.RunBroke(logger, stream.Id, exception);
        }

        var taken = pages.Taken;
        foreach (var push in taken)
        {
            push.End(left);
        }

        // A run that took nothing (paused, busy, no database) must not spin: what waits is turned away.
        while (taken.Count == 0 && _waiting.Reader.TryRead(out var push))
        {
            push.End(left);
        }
    }
}
