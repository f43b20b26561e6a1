using System.Diagnostics;
using System.Text.Json;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>A hub at work: <c>exchange serve</c>.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly Child _child;

    private HubProcess(Child child, JsonElement ready)
    {
        _child = child;
        Ready = ready;
    }

    /// <summary>What it said when it listened.</summary>
    public JsonElement Ready { get; }

    public string Url => Ready.GetProperty("url").GetString()!;

    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<HubProcess> ServeAsync(Home home) => ServeAsync(home.Start("serve", "--urls", "http://127.0.0.1:0"));

    /// <summary>Waits until a started one listens.</summary>
    public static async Task<HubProcess> ServeAsync(Child child)
    {
        try
        {
            return new HubProcess(child, await DocumentAsync(child));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads one indented JSON document from a program that goes on working.</summary>
    public static async Task<JsonElement> DocumentAsync(Child child)
    {
        var text = await child.LineAsync();
        while (!text.EndsWith("\n}", StringComparison.Ordinal))
        {
            text += "\n" + await child.LineAsync();
        }

        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _child.Signal("KILL");
        await _child.ExitAsync();
    }

    /// <summary>Asks it to stop as an operator does, and measures how long that takes.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var clock = Stopwatch.StartNew();
        _child.Signal("TERM");
        await _child.ExitAsync();
        return clock.Elapsed;
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
