namespace Exchange.Testing.Sources;

/// <summary>A system that is not there is told as a passing failure, within a bound.</summary>
internal sealed class UnreachableCheck : ISourceCheck
{
    public string Name => "unreachable";

    public Task<Verdict> RunAsync(SourceBench bench, CancellationToken cancellationToken) =>
        AccessVerdict.UnreachableAsync(bench.Declaration, bench.Options, bench.Transcript, async declaration =>
        {
            await using var source = bench.Open(declaration);
            return await source.CheckAsync(cancellationToken);
        });
}
