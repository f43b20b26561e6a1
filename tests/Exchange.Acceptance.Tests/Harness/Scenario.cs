using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>A hub and its sandbox, with a database on the shared server.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private Scenario(Home home, SandboxHandle sandbox, HubRecords hub)
    {
        Home = home;
        Sandbox = sandbox;
        Hub = hub;
    }

    public Home Home { get; }

    public SandboxHandle Sandbox { get; }

    public HubRecords Hub { get; private set; }

    public static async Task<Scenario> StartAsync(Servers servers, int cases, params string[] sandboxOptions)
    {
        var sandbox = await servers.SandboxAsync(cases, sandboxOptions);
        var home = new Home();
        home.Use(sandbox);
        var scenario = new Scenario(home, sandbox, new HubRecords(""));
        await scenario.FreshDatabaseAsync(servers);
        return scenario;
    }

    /// <summary>Gives the hub an empty database; its keys stay.</summary>
    public async Task FreshDatabaseAsync(Servers servers)
    {
        var database = await servers.DatabaseAsync();
        Home.Set("EXCHANGE_DB", database);
        Hub = new HubRecords(database);
    }

    public Task<Verb> SyncAsync(string id, params string[] more) => Home.RunAsync(["sync", id, .. more]);

    public Task<Verb> DeliverAsync(string wait = "20s") => Home.RunAsync("deliver", "unified-platform", "--wait", wait);

    /// <summary>Delivers until nothing is pending.</summary>
    public async Task DrainAsync()
    {
        for (var i = 0; i < 12; i++)
        {
            var delivery = await DeliverAsync();
            if (delivery.Json.TryGetProperty("pending", out var pending) && pending.GetInt32() == 0)
            {
                return;
            }
        }

        Assert.Fail($"The outbox does not drain: {await DeliverAsync("1s")}");
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Home.DisposeAsync();
    }
}
