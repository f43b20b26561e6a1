namespace Exchange.Connectors.Queue.Tests;

[CollectionDefinition("rabbit")]
public sealed class RabbitCollection : ICollectionFixture<RabbitFixture>;
