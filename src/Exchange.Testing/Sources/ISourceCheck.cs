namespace Exchange.Testing.Sources;

/// <summary>A check of a system that is read, as a whole.</summary>
internal interface ISourceCheck
{
    string Name { get; }

    Task<Verdict> RunAsync(SourceBench bench, CancellationToken cancellationToken);
}
