namespace Exchange.Testing.Targets;

/// <summary>The target answers and lets the hub in.</summary>
internal sealed class TargetCheckOkCheck : ITargetCheck
{
    public string Name => "target-check-ok";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        await using var target = bench.Open();
        return AccessVerdict.Ok(await target.CheckAsync(cancellationToken), bench.Transcript);
    }
}
