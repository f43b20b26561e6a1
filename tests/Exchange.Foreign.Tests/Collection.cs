using Exchange.Acceptance.Tests.Harness;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Exchange.Foreign.Tests;

/// <summary>Hubs with connectors, mappings and code tables that do not ship with them: one PostgreSQL serves them all.</summary>
[CollectionDefinition(Name)]
public sealed class Collection : ICollectionFixture<Servers>
{
    public const string Name = "foreign";
}
