using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Tests.Servers;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>A sandbox with every simulated system that can run here.</summary>
internal sealed class SystemsSandbox : IAsyncDisposable
{
    public static readonly DateTime BaseTime = new(2026, 9, 1, 10, 0, 0);

    private SystemsSandbox(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    public HttpClient Http { get; private init; } = null!;

    public static async Task<SystemsSandbox> StartAsync(SandboxServers servers, SandboxOptions? options = null)
    {
        options ??= servers.Options(cases: 800) with { Systems = SystemCatalogue.Ids, BaseTime = BaseTime };
        var server = await servers.StartAsync(options);
        return new SystemsSandbox(server) { Http = new HttpClient { BaseAddress = new Uri(server.Ready.Url) } };
    }

    /// <summary>The systems behind HTTP, with their connectors in the repository.</summary>
    public static TheoryData<string> Rest => new("business-startup", "enterprise-services", "identity-service", "parcel-delivery", "road-occupation", "utility-power");

    public string Password(string system) => Server.Ready.Secrets[system];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
