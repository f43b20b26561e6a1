using System.Collections.Concurrent;
using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Targets;

namespace Exchange.Storage.Tests.Hubs;

/// <summary>A target that keeps what it gets and answers as told.</summary>
internal sealed class ScriptedTarget : ITargetConnector
{
    private readonly Lock _gate = new();

    /// <summary>Every item written, in the order of arrival.</summary>
    public List<DeliveryItem> Written { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The answer to an item; accepted by default.</summary>
    public Func<DeliveryItem, DeliveryResult> Answer { get; init; } = i => new DeliveryResult(i.Key, DeliveryOutcome.Accepted) { PlatformId = $"P{i.CaseId}" };

    public Func<DeliveryItem, DeliveryResult> Known { get; init; } = i => new DeliveryResult(i.Key, DeliveryOutcome.Retry);

    public Func<Task>? BeforeWrite { get; init; }

    /// <summary>What was written, as <c>case:version</c> with the case by the order of first arrival.</summary>
    public string Log => string.Join(' ', Written.Select(i => $"{i.Version}{(i.Operation == Abstractions.Sources.RecordOperation.Delete ? "x" : "")}"));

    public string Json(int index) => Encoding.UTF8.GetString(Written[index].Json.Span);

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new CheckResult(true, "ok"));

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        if (BeforeWrite is { } act)
        {
            await act();
        }

        lock (_gate)
        {
            Written.AddRange(items);
        }

        return [.. items.Select(Answer)];
    }

    public Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            Asked.Enqueue(item.Key);
        }

        return Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(Known)]);
    }

    public IAsyncEnumerable<HeldVersion> ListKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
