using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Exchange.Servers;

namespace Exchange.Connectors.Queue.Tests;

/// <summary>A broker that dies under a run, on a server of its own.</summary>
[Trait("Category", "Integration")]
public sealed class RabbitRestartTests
{
    [Fact]
    public async Task Read_BrokerDiesMidway_NextRunReadsEverything()
    {
        var rabbit = new RabbitFixture();
        await rabbit.InitializeAsync();
        try
        {
            var queue = await rabbit.QueueAsync();
            await rabbit.SendAsync(queue, [.. Enumerable.Range(0, 8).Select(i => $$"""{"id":"A{{i}}"}""")]);
            await using var source = new QueueKind().CreateSource(Declarations.Parse($$"""
                id: mq
                kind: queue
                settings: {{rabbit.Settings()}}
                streams:
                  - { name: cases, queue: { name: {{queue}}, prefetch: 4, idle: 400ms }, key: [id], caseKey: id }
                """), Declarations.Services());

            var failure = await Assert.ThrowsAsync<ExchangeException>(async () =>
            {
                await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
                {
                    await rabbit.Server.KillAsync();
                }
            });
            Assert.Equal(FailureKind.Transient, failure.Kind);
            Assert.Equal(FailureKind.Transient, (await source.CheckAsync(default)).Kind);

            await rabbit.Server.RestartAsync(default);
            var keys = new List<string?>();
            await foreach (var page in source.ReadAsync(new ReadRequest("cases"), default))
            {
                keys.AddRange(page.Records.Select(r => r.SourceKey));
                await source.AcknowledgeAsync("cases", [.. page.Records.Select(r => r.Acknowledgement!)], default);
            }

            Assert.Equal(Enumerable.Range(0, 8).Select(i => $"A{i}"), keys);
        }
        finally
        {
            await rabbit.DisposeAsync();
        }
    }

    [Fact]
    public async Task Server_Disposed_LeavesNothingListening()
    {
        var folder = Directory.CreateTempSubdirectory("exq").FullName;
        var server = await RabbitServer.StartAsync(folder, CancellationToken.None);
        Assert.True(await ServerProcess.ListensAsync(server.Port, default));
        await server.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => ServerProcess.ListensAsync(server.Port, default));
        Directory.Delete(folder, recursive: true);
    }
}
