namespace Exchange.Testing.Targets;

/// <summary>With wrong credentials the target's check fails as a matter of configuration.</summary>
internal sealed class TargetWrongCredentialsCheck : ITargetCheck
{
    public string Name => "target-wrong-credentials";

    public Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken) =>
        AccessVerdict.WrongCredentialsAsync(bench.Declaration, bench.Options, bench.Transcript, async declaration =>
        {
            await using var target = bench.Open(declaration);
            return await target.CheckAsync(cancellationToken);
        });
}
