using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Targets;

/// <summary>The same items sent twice have one effect.</summary>
internal sealed class RepeatCheck : ITargetCheck
{
    public string Name => "repeat";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        if (bench.WhyNotWrite is { } why)
        {
            return Verdict.Skipped(why);
        }

        await using var target = bench.Open();
        return await TwiceAsync(bench, target, target, cancellationToken);
    }

    /// <summary>Writes the same items by one connector and then by another, and looks whether that shows.</summary>
    public static async Task<Verdict> TwiceAsync(TargetBench bench, ITargetConnector first, ITargetConnector second, CancellationToken cancellationToken)
    {
        var items = bench.NewItems(3);
        if (Results.NotTaken(await bench.WriteAsync(first, items, cancellationToken)) is { } refused)
        {
            return Verdict.Failed(refused);
        }

        var before = await bench.ListedAsync(first, items, cancellationToken);
        var again = items.Select(i => i with { Uncertain = true }).ToList();
        var results = await bench.WriteAsync(second, again, cancellationToken);
        if ((Results.NotOneEach(items, results) ?? Results.NotTaken(results)) is { } wrong)
        {
            return Verdict.Failed($"sent again, {wrong}");
        }

        if (before is null)
        {
            // Without a listing the target's own word is all there is.
            return results.All(r => r.Outcome == DeliveryOutcome.Repeated) ? Verdict.Passed : Verdict.Skipped("the target cannot list its keys, and accepted the repeat");
        }

        var after = (await bench.ListedAsync(second, items, cancellationToken))!;
        return Results.NotOnce(after, items) is { } twice ? Verdict.Failed(twice)
            : Results.Same(before, after) ? Verdict.Passed
            : Verdict.Failed("what the target lists of a case is another after the same version was sent again");
    }
}
