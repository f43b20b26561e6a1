using System.Net.Http.Json;
using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests;

/// <summary>The demo as a newcomer runs it: once to its end, once more in the same home, and a third time to keep it.</summary>
public sealed class DemoRuns : IAsyncLifetime, IAsyncDisposable
{
    private Child? _serving;

    internal Home Home { get; } = new();

    internal Verb First { get; private set; } = null!;

    internal Verb Second { get; private set; } = null!;

    /// <summary>What worked on after a demo had ended.</summary>
    internal IReadOnlyList<string> LeftBehind { get; private set; } = [];

    /// <summary>The document of the demo that goes on serving.</summary>
    internal JsonElement Serving { get; private set; }

    internal PersonalData People { get; private set; } = null!;

    /// <summary>How many cases the hub must know, by the truth of the simulated systems.</summary>
    internal int Expected { get; private set; }

    internal string Url => Serving.GetProperty("url").GetString()!;

    internal HubRecords Records => new(Home.Cluster.ConnectionString("exchange"));

    public async Task InitializeAsync()
    {
        First = await Home.RunAsync("demo", "--cases", "400", "--exit");
        LeftBehind = Leftovers.Of(Home);
        Second = await Home.RunAsync("demo", "--cases", "400", "--exit");
        _serving = Home.Start("demo", "--cases", "400");
        Serving = await HubProcess.DocumentAsync(_serving);
        using var http = new HttpClient();
        var settings = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Home.Folder, ".exchange", "settings.json")));
        var truth = settings.GetProperty("provincial-hall.url").GetString() + "/sandbox/truth";
        People = PersonalData.Read(await http.GetFromJsonAsync<JsonElement>($"{truth}/people"));
        Expected = (await http.GetFromJsonAsync<JsonElement>($"{truth}/summary")).GetProperty("cases").EnumerateObject().Sum(s => s.Value.GetInt32())
            + (await http.GetFromJsonAsync<JsonElement>($"{truth}/systems")).EnumerateArray().Sum(s => s.GetProperty("cases").GetInt32());
    }

    /// <summary>Everything the demos said.</summary>
    internal string Said => First + "\n" + Second + "\n" + _serving!.Output + _serving.Errors;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_serving is not null)
        {
            await _serving.DisposeAsync();
        }

        await Home.DisposeAsync();
    }
}
