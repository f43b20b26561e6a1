using System.Security.Cryptography;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Targets;

/// <summary>What the checks of a target work with: the target, made anew for each, and items to write.</summary>
internal sealed class TargetBench(ConformanceSubject subject, ConformanceOptions options, Transcript transcript)
{
    /// <summary>How many listed keys are looked at.</summary>
    public const int MostListed = 100_000;

    private readonly List<DeliveryItem> _written = [];

    public ConnectorDeclaration Declaration => subject.Declaration;

    public ConformanceOptions Options => options;

    public Transcript Transcript => transcript;

    public TargetCapabilities Capabilities => Declaration.Sink!.Capabilities;

    public ITargetConnector Open(ConnectorDeclaration? declaration = null) => subject.Target!(declaration ?? Declaration, options.Services(b => b));

    /// <summary>Why nothing may be written; <see langword="null"/> where it may.</summary>
    public string? WhyNotWrite => !options.Write ? "it writes to the target: --write, against a test system"
        : options.Content is null ? "there is no content to write: give the outbound mapping a test"
        : null;

    /// <summary>Items of cases nobody else has, each of its own case.</summary>
    public IReadOnlyList<DeliveryItem> NewItems(int count) => [.. Enumerable.Range(0, count).Select(_ => Item(Guid.NewGuid().ToString("N")[..24], 1))];

    /// <summary>A version of a case.</summary>
    public DeliveryItem Item(string caseId, int version, RecordOperation operation = RecordOperation.Upsert)
    {
        var json = options.Content!(new ItemContent(caseId, version, operation == RecordOperation.Delete));
        return new DeliveryItem
        {
            Key = $"{Declaration.Id}:{caseId}:{version}:{Convert.ToHexStringLower(SHA256.HashData(json.Span))[..16]}",
            CaseId = caseId,
            Version = version,
            Operation = operation,
            Json = json,
        };
    }

    /// <summary>Writes items; what the target says of each is kept.</summary>
    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(ITargetConnector target, IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        _written.AddRange(items);
        var results = await target.WriteAsync(items, cancellationToken);
        foreach (var result in results)
        {
            transcript.Note("a result of the target", result.Message);
        }

        return results;
    }

    /// <summary>What the target lists of some items, by key or by case; <see langword="null"/> where it cannot list.</summary>
    public async Task<IReadOnlyList<HeldVersion>?> ListedAsync(ITargetConnector target, IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var cases = items.Select(i => i.CaseId).ToHashSet(StringComparer.Ordinal);
        var listed = new List<HeldVersion>();
        try
        {
            await foreach (var held in target.ListKeysAsync(cancellationToken))
            {
                if (cases.Contains(held.Key) || cases.Any(c => held.Key.Contains(c, StringComparison.Ordinal)))
                {
                    listed.Add(held);
                }
            }

            return listed;
        }
        catch (ExchangeException failure) when (failure.Kind == FailureKind.Configuration)
        {
            transcript.Note("the failure of a listing", failure);
            return null;
        }
    }

    /// <summary>Withdraws what was written, where the target can.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        if (!Capabilities.Withdraw || _written.Count == 0)
        {
            return;
        }

        await using var target = Open();
        var last = _written.GroupBy(i => i.CaseId, StringComparer.Ordinal).Select(g => Item(g.Key, g.Max(i => i.Version) + 1, RecordOperation.Delete)).ToList();
        try
        {
            await target.WriteAsync(last, cancellationToken);
        }
        catch (ExchangeException failure)
        {
            transcript.Note("the failure of a withdrawal", failure);
        }
    }
}
