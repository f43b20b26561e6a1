using Exchange.Testing.Sources;

namespace Exchange.Testing.Targets;

/// <summary>No secret stands in anything that was told while the target was tested; so it comes last.</summary>
internal sealed class TargetSecretsCheck : ITargetCheck
{
    public string Name => "target-secrets";

    public Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken) => Task.FromResult(SecretsCheck.Of(bench.Options, bench.Transcript));
}
