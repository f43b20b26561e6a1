using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Targets;

/// <summary>What the sink declares for items of which nobody knows whether they arrived is what the target can do.</summary>
internal sealed class OnUnknownCheck : ITargetCheck
{
    public string Name => "on-unknown";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        var declared = bench.Capabilities.OnUnknown;
        if (declared == "park")
        {
            return Verdict.Skipped("the sink declares onUnknown: park, so a person decides");
        }

        if (bench.WhyNotWrite is { } why)
        {
            return Verdict.Skipped(why);
        }

        await using var target = bench.Open();
        var items = bench.NewItems(2);
        var written = items[0];
        if (Results.NotTaken(await bench.WriteAsync(target, [written], cancellationToken)) is { } refused)
        {
            return Verdict.Failed(refused);
        }

        if (declared == "upsertByKey")
        {
            var again = await bench.WriteAsync(target, [written with { Uncertain = true }], cancellationToken);
            return Results.NotTaken(again) is { } wrong ? Verdict.Failed($"sent again under its key, {wrong}") : Verdict.Passed;
        }

        var results = await target.AskAsync([.. items.Select(i => i with { Uncertain = true })], cancellationToken);
        if (Results.NotOneEach(items, results) is { } uneven)
        {
            return Verdict.Failed(uneven);
        }

        var (held, missing) = (results.Single(r => r.Key == written.Key).Outcome, results.Single(r => r.Key != written.Key).Outcome);
        return held != DeliveryOutcome.Repeated ? Verdict.Failed($"asked about an item it holds, the target answers {held.ToString().ToLowerInvariant()}")
            : missing != DeliveryOutcome.Retry ? Verdict.Failed($"asked about an item it does not hold, the target answers {missing.ToString().ToLowerInvariant()}")
            : Verdict.Passed;
    }
}
