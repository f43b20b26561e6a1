namespace Exchange.Testing.Sources;

/// <summary>A check of one stream.</summary>
internal interface IStreamCheck
{
    string Name { get; }

    Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken);
}
