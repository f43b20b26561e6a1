namespace Exchange.Testing.Sources;

/// <summary>With wrong credentials the check fails as a matter of configuration.</summary>
internal sealed class WrongCredentialsCheck : ISourceCheck
{
    public string Name => "wrong-credentials";

    public Task<Verdict> RunAsync(SourceBench bench, CancellationToken cancellationToken) =>
        AccessVerdict.WrongCredentialsAsync(bench.Declaration, bench.Options, bench.Transcript, async declaration =>
        {
            await using var source = bench.Open(declaration);
            return await source.CheckAsync(cancellationToken);
        });
}
