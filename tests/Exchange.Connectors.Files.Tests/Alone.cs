namespace Exchange.Connectors.Files.Tests;

/// <summary>Tests that measure what the process allocates run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
