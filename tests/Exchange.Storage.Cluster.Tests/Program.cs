using Exchange.Storage.Cluster;

// A hub in a process of its own: starts or attaches, says so, leaves when its standard input ends.
await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(args[0]), CancellationToken.None);
await cluster.EnsureDatabaseAsync("hub", CancellationToken.None);
Console.WriteLine($"{(cluster.StartedHere ? "started" : "attached")} {cluster.Port}");
await Console.In.ReadToEndAsync();
