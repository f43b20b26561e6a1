using System.Text.Json;
using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Targets;

/// <summary>Asked about items nobody ever wrote, a target does not say that it holds them.</summary>
internal sealed class AskUnknownCheck : ITargetCheck
{
    public string Name => "ask-unknown";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        if (bench.Capabilities.OnUnknown != "ask")
        {
            return Verdict.Skipped($"the sink declares onUnknown: {bench.Capabilities.OnUnknown}");
        }

        var items = Enumerable.Range(0, 2).Select(_ => Guid.NewGuid().ToString("N")[..24]).Select(id => new DeliveryItem
        {
            Key = $"{bench.Declaration.Id}:{id}:1:none",
            CaseId = id,
            Version = 1,
            Operation = Abstractions.Sources.RecordOperation.Upsert,
            Json = JsonSerializer.SerializeToUtf8Bytes(new { caseId = id }),
            Uncertain = true,
        }).ToList();
        await using var target = bench.Open();
        var results = await target.AskAsync(items, cancellationToken);
        if (Results.NotOneEach(items, results) is { } wrong)
        {
            return Verdict.Failed(wrong);
        }

        var held = results.Count(r => r.Outcome is DeliveryOutcome.Repeated or DeliveryOutcome.Accepted);
        return held > 0 ? Verdict.Failed($"the target says that it holds {held} of 2 items that were never written")
            : results.Any(r => r.Outcome == DeliveryOutcome.Unknown) ? Verdict.Failed("the target cannot tell whether it holds an item, and the sink declares onUnknown: ask")
            : Verdict.Passed;
    }
}
