using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Targets;

/// <summary>An older version that arrives after a newer one has no effect.</summary>
internal sealed class OlderVersionCheck : ITargetCheck
{
    public string Name => "older-version";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        if (bench.WhyNotWrite is { } why)
        {
            return Verdict.Skipped(why);
        }

        await using var target = bench.Open();
        var older = bench.NewItems(1)[0];
        var newer = bench.Item(older.CaseId, 2);
        if (Results.NotTaken(await bench.WriteAsync(target, [newer], cancellationToken)) is { } refused)
        {
            return Verdict.Failed(refused);
        }

        var before = await bench.ListedAsync(target, [newer], cancellationToken);
        var results = await bench.WriteAsync(target, [older], cancellationToken);
        if (before is null)
        {
            return results is [{ Outcome: DeliveryOutcome.Repeated or DeliveryOutcome.Rejected }] ? Verdict.Passed
                : Verdict.Failed($"an older version came back as {results.FirstOrDefault()?.Outcome.ToString().ToLowerInvariant() ?? "nothing"}, and the target cannot list what it holds");
        }

        var after = (await bench.ListedAsync(target, [newer], cancellationToken))!;
        return Results.NotOnce(after, [newer]) is { } wrong ? Verdict.Failed($"after an older version, {wrong}")
            : Results.Same(before, after) ? Verdict.Passed
            : Verdict.Failed("what the target lists of a case is another after an older version was sent");
    }
}
