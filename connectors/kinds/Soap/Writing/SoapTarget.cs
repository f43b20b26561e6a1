using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>Writes to a system with web services.</summary>
internal sealed class SoapTarget(SoapSink sink, SoapClient client) : ITargetConnector
{
    private readonly Caller _caller = new(client, sink.Call, sink.Result, codes: null);

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => client.CheckAsync(cancellationToken);

    public Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        BatchDelivery.SendAsync(items, sink.PerCall, SendAsync, cancellationToken);

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        if (sink.Known is not { } known)
        {
            return [.. items.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Unknown))];
        }

        var caller = new Caller(client, known.Call, known.Result, codes: null);
        var results = new List<DeliveryResult>(items.Count);
        foreach (var item in items)
        {
            var values = ItemValues.Single(item, client.Time.GetUtcNow(), client.Zone, ItemValues.Clone(item, sink.Stamp));
            using var answer = await caller.AskAsync(values, cancellationToken);
            var held = ResultReader.Records(answer.Root, known.Records, caller.Place);
            results.Add(Judge(item, held, known));
        }

        return results;
    }

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        throw new ExchangeException(FailureKind.Configuration, $"{client.System}: the sink cannot list its keys.", "Reconcile through a connector of another kind, where the system has one.");
#pragma warning disable CS0162 // The compiler wants an iterator.
        yield break;
#pragma warning restore CS0162
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<BatchAnswer> SendAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        TemplateValues values;
        try
        {
            values = ItemValues.Of(items, sink, client.Time.GetUtcNow(), client.Zone);
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Data)
        {
            return BatchAnswer.Refused(null, exception.Message);
        }

        try
        {
            using var result = await _caller.TellAsync(values, cancellationToken);
            return SinkAnswer.Read(result.Root, items, sink, client, _caller.Place);
        }
        catch (FaultException exception)
        {
            var fault = exception.Fault;
            var words = client.Words(fault.Words);
            return fault.Kind switch
            {
                FailureKind.Configuration => throw exception.Failure,
                FailureKind.Data => BatchAnswer.Refused(SystemWords.Short(fault.Code, 50), words),
                _ => BatchAnswer.All(items, DeliveryOutcome.Unknown, SystemWords.Short(fault.Code, 50), words),
            };
        }
        catch (UnreadableReply reply)
        {
            return (int)reply.Status is >= 200 and < 300
                ? BatchAnswer.All(items, DeliveryOutcome.Unknown, ((int)reply.Status).ToString(CultureInfo.InvariantCulture), reply.Failure.Message)
                : BatchAnswer.FromStatus(items, reply.Status, words: null, reply.Failure.RetryAfter, _caller.Place);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return BatchAnswer.FromException(items, exception, _caller.Place);
        }
    }

    private static DeliveryResult Judge(DeliveryItem item, IReadOnlyList<JsonElement> held, KnownSettings known)
    {
        if (held.Count == 0)
        {
            return new DeliveryResult(item.Key, DeliveryOutcome.Retry);
        }

        var version = known.Version is null ? null : ReplyValue.Text(held[0], known.Version);
        var outcome = known.Version is null ? DeliveryOutcome.Repeated
            : !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? DeliveryOutcome.Unknown
            : number >= item.Version ? DeliveryOutcome.Repeated : DeliveryOutcome.Retry;
        return new DeliveryResult(item.Key, outcome) { PlatformId = SystemWords.Short(ReplyValue.Text(held[0], known.PlatformId), 200) };
    }
}
