namespace Exchange.Storage.Tests.Hubs;

/// <summary>A test with a hub of its own.</summary>
[Collection(ClusterCollection.Name)]
[Trait("Category", "Integration")]
public abstract class HubTest(TestCluster cluster) : IAsyncLifetime
{
    internal TestHub Hub { get; private set; } = null!;

    protected TestCluster Cluster { get; } = cluster;

    protected virtual string[] Connectors => [];

    public async Task InitializeAsync() => Hub = await TestHub.CreateAsync(Cluster, Connectors);

    public async Task DisposeAsync() => await Hub.DisposeAsync();
}
