namespace Exchange.Testing.Targets;

/// <summary>Items that were sent by a hub that died before it knew are sent again by the next one, with one effect.</summary>
internal sealed class RestartCheck : ITargetCheck
{
    public string Name => "restart";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        if (bench.WhyNotWrite is { } why)
        {
            return Verdict.Skipped(why);
        }

        await using var died = bench.Open();
        await using var next = bench.Open();
        return await RepeatCheck.TwiceAsync(bench, died, next, cancellationToken);
    }
}
