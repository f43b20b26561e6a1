using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>The simulated systems as a process, with their faults, acts and truth.</summary>
internal sealed class SandboxHandle : IAsyncDisposable
{
    private readonly Child _child;
    private readonly JsonElement _ready;
    private readonly HttpClient _http;

    private SandboxHandle(Child child, JsonElement ready)
    {
        _child = child;
        _ready = ready;
        _http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Url => _ready.GetProperty("url").GetString()!;

    public string LivelihoodConnection => _ready.GetProperty("livelihoodConnection").GetString()!;

    public static async Task<SandboxHandle> StartAsync(string folder, int cases, params string[] more)
    {
        var child = Child.Dotnet(
            Programs.Sandbox,
            new Dictionary<string, string>(StringComparer.Ordinal),
            ["serve", "--home", folder, "--cases", cases.ToString(CultureInfo.InvariantCulture), "--seed", "20260301", "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. more]);
        try
        {
            return new SandboxHandle(child, JsonSerializer.Deserialize<JsonElement>(await child.LineAsync()));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public string Credential(string name) => _ready.GetProperty("credentials").GetProperty(name).GetString()!;

    /// <summary>Sets the faults named; the others stay.</summary>
    public async Task FaultAsync(object faults) => await CheckedAsync(await _http.PutAsJsonAsync("/sandbox/faults", faults));

    public async Task ClearFaultsAsync() => await CheckedAsync(await _http.DeleteAsync("/sandbox/faults"));

    /// <summary>Lets the sources change; the answer names the cases.</summary>
    public async Task<JsonElement> ActAsync(string action, object request) => await CheckedAsync(await _http.PostAsJsonAsync($"/sandbox/actions/{action}", request));

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    public async Task ChurnEndsAsync()
    {
        while ((await GetAsync("/sandbox/churn")).GetProperty("running").GetBoolean())
        {
            await Task.Delay(100);
        }

        Assert.Null((await GetAsync("/sandbox/churn")).GetProperty("error").GetString());
    }

    /// <summary>The versions of each case that had an effect at the platform, in the order in which they had it.</summary>
    public async Task<IReadOnlyDictionary<string, long[]>> EffectsAsync()
    {
        var effects = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var line in (await _http.GetStringAsync("/sandbox/ledger/versions")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = JsonSerializer.Deserialize<JsonElement>(line);
            effects.Add(entry.GetProperty("caseId").GetString()!, [.. entry.GetProperty("versions").EnumerateArray().Select(v => v.GetInt64())]);
        }

        return effects;
    }

    /// <summary>The versions of each case that the platform refused.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<long>>> RefusalsAsync()
    {
        var refusals = new Dictionary<string, IReadOnlySet<long>>(StringComparer.Ordinal);
        long after = 0;
        while (true)
        {
            var rows = (await GetAsync($"/sandbox/ledger?limit=10000&after={after}")).EnumerateArray().ToArray();
            foreach (var row in rows.Where(r => r.GetProperty("effect").GetString() == "rejected").GroupBy(r => r.GetProperty("caseId").GetString()!))
            {
                refusals[row.Key] = row.Select(r => r.GetProperty("version").GetInt64()).Concat(refusals.GetValueOrDefault(row.Key) ?? new HashSet<long>()).ToHashSet();
            }

            if (rows.Length == 0)
            {
                return refusals;
            }

            after = rows[^1].GetProperty("seq").GetInt64();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_child.HasExited)
        {
            _child.Signal("TERM");
            try
            {
                await _child.ExitAsync(TimeSpan.FromSeconds(10));
            }
            catch (TimeoutException)
            {
                // Disposal kills it.
            }
        }

        await _child.DisposeAsync();
    }

    private static async Task<JsonElement> CheckedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"The sandbox answered {(int)answer.StatusCode}: {text}");
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }
}
