using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Tests.Models;

/// <summary>Writes to a model system that holds each case once in its latest version; sound but for the system's one fault.</summary>
internal sealed class ModelTarget(ModelSystem system, ConnectorDeclaration declaration) : ITargetConnector
{
    private readonly Fault _fault = system.Fault;
    private readonly HashSet<string> _mine = [];

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Access.CheckAsync(_fault, declaration, cancellationToken);

    public Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var bad = items.Any(i => i.Json.Length < 3);
        var results = items.Select(i => bad && _fault == Fault.BadSinksAll ? new DeliveryResult(i.Key, DeliveryOutcome.Rejected) : Write(i)).ToList();
        if (_fault == Fault.ResultIsMissing)
        {
            results.RemoveAt(0);
        }

        return Task.FromResult<IReadOnlyList<DeliveryResult>>(results);
    }

    public Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(i => new DeliveryResult(
            i.Key, _fault == Fault.AskKnowsAll || (_fault != Fault.AskForgets && system.Held.TryGetValue(i.CaseId, out var held) && held.Version >= i.Version) ? DeliveryOutcome.Repeated : DeliveryOutcome.Retry))]);

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (system.Held.Count == 0)
        {
            system.Held["c1"] = (1, "d");
            system.Held["c2"] = (1, "d");
        }

        var keys = system.Held.Keys.Concat(system.Extra).Order(StringComparer.Ordinal).ToList();
        if (_fault == Fault.ListIsUnordered)
        {
            keys.Reverse();
        }

        foreach (var key in _fault == Fault.ListRepeats ? keys.SelectMany(k => new[] { k, k }) : keys)
        {
            yield return system.Held.TryGetValue(key, out var held) ? new HeldVersion(key) { Version = held.Version, Digest = held.Digest } : new HeldVersion(key);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DeliveryResult Write(DeliveryItem item)
    {
        if (item.Json.Length < 3)
        {
            return new DeliveryResult(item.Key, DeliveryOutcome.Rejected) { Code = "422", Message = "The content is missing." };
        }

        if (item.Operation == RecordOperation.Delete)
        {
            system.Held.Remove(item.CaseId);
            return new DeliveryResult(item.Key, DeliveryOutcome.Accepted);
        }

        var known = system.Held.TryGetValue(item.CaseId, out var held);
        var forgets = (_fault == Fault.RestartForgets && known && !_mine.Contains(item.CaseId)) || (_fault == Fault.RepeatHasEffect && known && held.Version == item.Version);
        if (forgets)
        {
            system.Extra.Add($"{item.CaseId}-again");
        }
        else if (known && (held.Version == item.Version || (held.Version > item.Version && _fault != Fault.OlderHasEffect)))
        {
            return new DeliveryResult(item.Key, DeliveryOutcome.Repeated);
        }

        _mine.Add(item.CaseId);
        system.Held[item.CaseId] = (item.Version, item.Key);
        return new DeliveryResult(item.Key, DeliveryOutcome.Accepted);
    }
}
