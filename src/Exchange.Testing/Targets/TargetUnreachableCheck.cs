namespace Exchange.Testing.Targets;

/// <summary>A target that is not there is told as a passing failure, within a bound.</summary>
internal sealed class TargetUnreachableCheck : ITargetCheck
{
    public string Name => "target-unreachable";

    public Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken) =>
        AccessVerdict.UnreachableAsync(bench.Declaration, bench.Options, bench.Transcript, async declaration =>
        {
            await using var target = bench.Open(declaration);
            return await target.CheckAsync(cancellationToken);
        });
}
