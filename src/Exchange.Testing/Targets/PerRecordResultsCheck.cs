namespace Exchange.Testing.Targets;

/// <summary>A batch brings one result for each item, and a bad item among them does not sink its neighbours.</summary>
internal sealed class PerRecordResultsCheck : ITargetCheck
{
    public string Name => "per-record-results";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        if (bench.WhyNotWrite is { } why)
        {
            return Verdict.Skipped(why);
        }

        var good = bench.NewItems(2);
        var bad = bench.NewItems(1)[0] with { Json = "{}"u8.ToArray() };
        await using var target = bench.Open();
        var items = new[] { good[0], bad, good[1] };
        var results = await bench.WriteAsync(target, items, cancellationToken);
        if (Results.NotOneEach(items, results) is { } wrong)
        {
            return Verdict.Failed(wrong);
        }

        return Results.NotTaken([.. results.Where(r => r.Key != bad.Key)]) is { } refused ? Verdict.Failed($"beside a bad item, {refused}") : Verdict.Passed;
    }
}
