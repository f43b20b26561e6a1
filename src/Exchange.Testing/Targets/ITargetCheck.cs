namespace Exchange.Testing.Targets;

/// <summary>A check of a target.</summary>
internal interface ITargetCheck
{
    string Name { get; }

    Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken);
}
