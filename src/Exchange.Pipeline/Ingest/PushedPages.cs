using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;

namespace Exchange.Pipeline.Ingest;

/// <summary>
/// The pushed requests at hand as a source: a page each, so that the records of a request are committed together. The sender
/// is answered where another source would be acknowledged: after the commit.
/// </summary>
internal sealed class PushedPages(ChannelReader<PendingPush> waiting, HubStream stream, IPushStore store) : ISourceConnector
{
    private readonly List<PendingPush> _taken = [];

    /// <summary>The requests this run has taken up.</summary>
    public IReadOnlyList<PendingPush> Taken => _taken;

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && waiting.TryRead(out var push))
        {
            lock (_taken)
            {
                _taken.Add(push);
            }

            var records = push.Content.Records;
            if (push.Content.ReplayKey is { } key && await store.IsKnownAsync(stream, key, cancellationToken).ConfigureAwait(false))
            {
                push.End(PushedOutcome.Repeated);
            }
            else if (records.Count == 0)
            {
                push.End(PushedOutcome.Accepted);
            }
            else
            {
                yield return new SourcePage([.. records.Select(r => Acknowledged(r, push))], null) { Last = true };
            }
        }
    }

    public async Task AcknowledgeAsync(string streamName, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        var committed = acknowledgements.Cast<PendingPush>().Distinct().ToArray();
        await store.RememberAsync(stream, [.. committed.Select(p => p.Content.ReplayKey).OfType<string>()], cancellationToken).ConfigureAwait(false);
        foreach (var push in committed)
        {
            push.End(PushedOutcome.Accepted);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SourceRecord Acknowledged(SourceRecord record, PendingPush push) => new()
    {
        SourceKey = record.SourceKey,
        CaseKey = record.CaseKey,
        Version = record.Version,
        Operation = record.Operation,
        Json = record.Json,
        Fault = record.Fault,
        Acknowledgement = push,
    };
}
