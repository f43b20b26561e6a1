namespace Exchange.Testing.Sources;

/// <summary>The system answers and lets the hub in.</summary>
internal sealed class CheckOkCheck : ISourceCheck
{
    public string Name => "check-ok";

    public async Task<Verdict> RunAsync(SourceBench bench, CancellationToken cancellationToken)
    {
        await using var source = bench.Open();
        return AccessVerdict.Ok(await source.CheckAsync(cancellationToken), bench.Transcript);
    }
}
