using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;

namespace Exchange.Acceptance.Tests;

/// <summary>The demo: its document, its second run, what it leaves behind, what it keeps to itself, and its dashboard.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed partial class DemoTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    [Fact]
    public void Demo_First_PrintsTheDocumentAndLeavesNoProcess()
    {
        var first = demo.First.Succeeded();
        Assert.Empty(demo.LeftBehind);
        var streams = first["streams"].EnumerateArray().ToArray();
        var names = streams.Select(s => $"{s.GetProperty("connector").GetString()}/{s.GetProperty("stream").GetString()}").ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(["livelihood-bureau/accepted", "livelihood-bureau/results", "livelihood-bureau/steps", "provincial-hall/cases", "business-startup/applications", "identity-service/applicants", "real-estate/applications"]),
            names);
        Assert.All(first["notStarted"].EnumerateArray(), s => Assert.NotEmpty(s.GetProperty("reason").GetString()!));
        Assert.All(streams, Proof.Balances);
        Assert.Equal(demo.Expected, first.Number("cases"));
        var delivery = Assert.Single(first["deliveries"].EnumerateArray());
        Assert.Equal("unified-platform", delivery.GetProperty("target").GetString());
        Assert.True(delivery.GetProperty("delivered").GetInt32() >= 300 && delivery.GetProperty("pending").GetInt32() == 0, $"{first}");
        Assert.True(first["seconds"].GetDouble() > 0 && first["peakMemoryMb"].GetDouble() > 0, $"{first}");
    }

    [Fact]
    public void Demo_SecondInTheSameHome_MapsAndDeliversNothing()
    {
        var second = demo.Second.Succeeded();
        Assert.All(second["streams"].EnumerateArray(), s => Assert.True(s.GetProperty("mapped").GetInt32() == 0 && s.GetProperty("waiting").GetInt32() == 0, $"{second}"));
        Assert.All(second["deliveries"].EnumerateArray(), d => Assert.True(d.GetProperty("delivered").GetInt32() == 0 && d.GetProperty("repeated").GetInt32() == 0, $"{second}"));
        Assert.Equal(demo.Expected, second.Number("cases"));
    }

    [Fact]
    public async Task Database_AfterTheDemo_HoldsNoPersonalDataInClear()
    {
        Assert.True(demo.People.Values.Count > 500, "There are too few people to search for.");
        Assert.NotEmpty(demo.People.Find("control", Encoding.UTF8.GetBytes($"x{demo.People.Values[^1].Value}y")));
        var found = new List<string>();
        var bytes = 0L;
        var tables = await demo.Records.ListAsync("""
            select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
                and not exists (select 1 from pg_partitioned_table p join pg_class c on c.oid = p.partrelid join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = schemaname and c.relname = tablename)
            """);
        Assert.Contains("hangfire.job", tables);
        await using var connection = await demo.Records.OpenAsync();
        foreach (var table in tables)
        {
            // Binary: text stands in it as UTF-8, and sealed columns as they are.
            using var content = new MemoryStream();
            await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy (select * from {table}) to stdout (format binary)"))
            {
                await copy.CopyToAsync(content);
            }

            bytes += content.Length;
            found.AddRange(demo.People.Find(table, content.ToArray()));
        }

        Assert.True(bytes > 500_000, $"Only {bytes} bytes were searched.");
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void LogsAndOutput_AfterTheDemo_HoldNoPersonalDataInClear()
    {
        var files = Directory.EnumerateFiles(Path.Combine(demo.Home.Folder, ".exchange", "logs"))
            .Concat(Directory.EnumerateFiles(demo.Home.Cluster.Logs))
            .ToArray();
        Assert.Contains(files, f => Path.GetFileName(f).StartsWith("hub-", StringComparison.Ordinal));
        Assert.Contains(files, f => Path.GetFileName(f).StartsWith("postgresql-", StringComparison.Ordinal));
        var found = files.SelectMany(f => demo.People.Find(Path.GetFileName(f), ReadShared(f))).Concat(demo.People.Find("output", Encoding.UTF8.GetBytes(demo.Said))).ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task Dashboard_OneTimePassword_IsChangedBeforeTheJobsAreShown()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(demo.Url) };
        await RedirectsAsync(http, "/jobs", "/login");
        await RedirectsAsync(http, "/jobs/recurring", "/login");

        using var wrong = await PostAsync(http, "/login", new() { ["name"] = "admin", ["password"] = "not the password" });
        Assert.Contains("failed", wrong.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await RedirectsAsync(http, "/jobs", "/login");
        using var login = await PostAsync(http, "/login", new() { ["name"] = "admin", ["password"] = demo.First["oneTimePassword"].GetString()! });
        Assert.Equal("/password", login.Headers.Location?.OriginalString);
        await RedirectsAsync(http, "/jobs", "/password");
        using var tooShort = await PostAsync(http, "/password", new() { ["password"] = "short" });
        await RedirectsAsync(http, "/jobs", "/password");
        using var changed = await PostAsync(http, "/password", new() { ["password"] = "a password of an acceptance test" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);

        using var jobs = await http.GetAsync("/jobs/recurring?from=0&count=500");
        var page = await jobs.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, jobs.StatusCode);
        Assert.All(
            ["pull:provincial-hall/cases", "pull:livelihood-bureau/accepted", "pull:livelihood-bureau/steps", "pull:livelihood-bureau/results", "deliver:unified-platform"],
            id => Assert.Contains(id, WebUtility.HtmlDecode(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task HealthAndMetrics_WhileServing_Answer()
    {
        using var http = new HttpClient { BaseAddress = new Uri(demo.Url) };
        Assert.Equal("live", JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/healthz/live")).GetProperty("status").GetString());
        Assert.Equal("ready", JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/healthz/ready")).GetProperty("status").GetString());
        Assert.Contains("# TYPE", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_InterruptedWhileTheUsualPortIsTaken_StopsWithinTenSecondsAndLeavesNoProcess()
    {
        using var other = TakeUsualPort();
        await using var home = new Home();
        await using var child = home.Start("demo", "--cases", "50");
        var ready = await HubProcess.DocumentAsync(child);
        Assert.NotNull(ready.GetProperty("oneTimePassword").GetString());
        Assert.NotEmpty(Leftovers.Of(home));
        var clock = Stopwatch.StartNew();
        child.Signal("INT");
        var code = await child.ExitAsync(TimeSpan.FromSeconds(30));
        var took = clock.Elapsed;
        var left = Leftovers.Of(home);
        Assert.True(
            took < TimeSpan.FromSeconds(10) && left.Count == 0,
            $"The demo at {ready.GetProperty("url")} ended with {code} after {took.TotalSeconds:0.0} s.\n{child.Errors}\nLeft behind:\n{string.Join('\n', left)}");
    }

    private static TcpListener TakeUsualPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 8080);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // Somebody has it already, which is as good.
        }

        return listener;
    }

    private static async Task RedirectsAsync(HttpClient http, string from, string to)
    {
        using var answer = await http.GetAsync(from);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var location = answer.Headers.Location!;
        Assert.Equal(to, location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString.Split('?')[0]);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, Dictionary<string, string> fields)
    {
        foreach (Match hidden in HiddenField().Matches(await http.GetStringAsync(path)))
        {
            fields.TryAdd(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        }

        using var form = new FormUrlEncodedContent(fields);
        return await http.PostAsync(path, form);
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)">""", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();
}
