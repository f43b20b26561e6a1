namespace Exchange.Testing.Sources;

/// <summary>No secret stands in anything that was told while all other checks ran; so it comes last.</summary>
internal sealed class SecretsCheck : ISourceCheck
{
    public string Name => "secrets";

    public Task<Verdict> RunAsync(SourceBench bench, CancellationToken cancellationToken) => Task.FromResult(Of(bench.Options, bench.Transcript));

    public static Verdict Of(ConformanceOptions options, Transcript transcript)
    {
        transcript.Note("the log", options.Log?.Invoke());
        return transcript.FindSecret() is { } where ? Verdict.Failed($"a secret stands in {where}") : Verdict.Passed;
    }
}
