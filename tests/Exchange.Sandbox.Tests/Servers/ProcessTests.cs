using System.Diagnostics;

namespace Exchange.Sandbox.Tests.Servers;

[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class ProcessTests(SandboxServers servers)
{
    private string[] Serve(params string[] more)
    {
        var options = servers.Options();
        return ["serve", "--home", options.Home, "--db", servers.Connection, "--database-prefix", options.DatabasePrefix, "--cases", "40", .. more];
    }

    [Fact]
    public async Task Serve_Terminated_SaysReadyAndExitsCleanly()
    {
        using var sandbox = new SandboxProcess(Serve());

        var ready = await sandbox.LineAsync();
        sandbox.Signal("TERM");

        Assert.True(ready.GetProperty("ready").GetBoolean());
        Assert.Equal(40, ready.GetProperty("cases").GetInt32());
        Assert.Equal(sandbox.Id, ready.GetProperty("pid").GetInt32());
        Assert.Equal(0, await sandbox.ExitAsync());
    }

    [Fact]
    public async Task Serve_ParentDies_Exits()
    {
        using var parent = Process.Start("sleep", "60");
        using var sandbox = new SandboxProcess(Serve("--parent", $"{parent.Id}"));
        await sandbox.LineAsync();

        parent.Kill();

        Assert.Equal(0, await sandbox.ExitAsync());
    }

    [Fact]
    public async Task Serve_UnknownOption_WrongUsage()
    {
        using var sandbox = new SandboxProcess("serve", "--hoem", "x");

        Assert.Equal(2, await sandbox.ExitAsync());
    }
}
