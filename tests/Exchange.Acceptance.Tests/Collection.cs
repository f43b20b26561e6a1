using Exchange.Acceptance.Tests.Harness;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Exchange.Acceptance.Tests;

/// <summary>All acceptance tests: one after the other, with one PostgreSQL for what needs none of its own.</summary>
[CollectionDefinition(Name)]
public sealed class Collection : ICollectionFixture<Servers>
{
    public const string Name = "acceptance";
}
