namespace Exchange.Sandbox.Tests.Servers;

[CollectionDefinition(Name)]
public sealed class SandboxCollection : ICollectionFixture<SandboxServers>
{
    public const string Name = "sandbox";
}
