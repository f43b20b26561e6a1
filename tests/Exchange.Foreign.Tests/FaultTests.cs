using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;
using Microsoft.AspNetCore.Http;

namespace Exchange.Foreign.Tests;

/// <summary>Systems that fail: what the verbs answer, and that nothing is lost or done twice.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class FaultTests(Servers servers)
{
    [Fact]
    public async Task Deliver_DroppedAndRefused_OneEffectAndTheWordsWithoutHarm()
    {
        await using var hall = await Hall.StartAsync();
        await using var platform = await Platform.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, platform.Url);
        hub.MapNames();
        hall.Records.AddRange(Enumerable.Range(0, 5).Select(i => Hall.Record($"T{i}", Hall.At(-5))));
        (await hub.RunAsync("sync", "town-hall")).Succeeded();
        platform.Answers["T3"] = ("422", "\u001b[31m证件 350599199001011234 有误 [red]x[/]");
        var drops = 1;
        platform.After = context =>
        {
            if (drops-- > 0)
            {
                context.Abort();
                return true;
            }

            return false;
        };

        var delivered = await hub.RunAsync("deliver", "zone-platform");

        Assert.Equal(1, delivered.ExitCode);
        Assert.Equal((4, 1), (delivered.Number("delivered") + delivered.Number("repeated"), delivered.Number("rejected")));
        Assert.Equal(["T0", "T1", "T2", "T4"], platform.NumbersTaken.Order(StringComparer.Ordinal));
        var words = (await hub.RunAsync("quarantine", "list")).Succeeded()["groups"][0].GetProperty("message").GetString()!;
        Assert.Contains("有误", words, StringComparison.Ordinal);
        Assert.DoesNotContain("350599199001011234", words, StringComparison.Ordinal);
        Assert.DoesNotContain(words, char.IsControl);

        platform.Answers.Clear();
        Assert.Equal(1, (await hub.RunAsync("quarantine", "replay", "zone-platform")).Succeeded().Number("mapped"));
        (await hub.RunAsync("deliver", "zone-platform")).Succeeded();
        Assert.Contains("T3", platform.NumbersTaken);
    }

    [Fact]
    public async Task Verbs_SystemsAway_EndWithThreeOrTwo()
    {
        await using var hall = await Hall.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, "http://127.0.0.1:1");
        hub.MapNames();
        hall.Records.Add(Hall.Record("U1", Hall.At(-5)));
        (await hub.RunAsync("sync", "town-hall")).Succeeded();
        Is(3, "transient", await hub.RunAsync("deliver", "zone-platform", "--wait", "1s"));
        hub.Set("EXCHANGE_SECRET_TOWN_HALL", "wrong");
        Is(2, "configuration", await hub.RunAsync("sync", "town-hall"));
        Assert.Equal(2, (await hub.RunAsync("connector", "check", "town-hall")).ExitCode);
        hub.Set("EXCHANGE_SETTING_TOWN_HALL_URL", "http://127.0.0.1:1");
        Is(3, "transient", await hub.RunAsync("sync", "town-hall"));
        Is(3, "transient", await hub.RunAsync("connector", "read", "town-hall"));
        Assert.Equal(3, (await hub.RunAsync("connector", "check", "town-hall")).ExitCode);
        hub.Set("EXCHANGE_DB", "Host=127.0.0.1;Port=1;Database=x;Username=y");
        Is(3, "transient", await hub.RunAsync("status"));
    }

    [Theory]
    [InlineData("""{"data":{"items":[{"sblsh":"X1"}]},"next":"1"}""")]
    [InlineData("<html>log in</html>")]
    [InlineData("""{"data":{"rows":[]}}""")]
    public async Task Sync_SenselessAnswers_FailWithOneAndKeepTheCursor(string answer)
    {
        await using var hall = await Hall.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, "http://127.0.0.1:1");
        hall.Fault = context => context.Response.WriteAsync(answer);

        Is(1, "data", await hub.RunAsync("sync", "town-hall"));

        hall.Fault = null;
        hall.Records.Add(Hall.Record("V1", Hall.At(-100)));
        Assert.Equal(1, (await hub.RunAsync("sync", "town-hall")).Succeeded().Sum("mapped"));
    }

    [Fact]
    public async Task Sync_BusyOrInterrupted_EndsWithOne()
    {
        await using var hall = await Hall.StartAsync();
        await using var hub = await ForeignHub.CreateAsync(servers, hall.Url, "http://127.0.0.1:1");
        var asked = new TaskCompletionSource();
        hall.Fault = async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        await using var running = hub.Start("sync", "town-hall");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var second = await hub.RunAsync("sync", "town-hall", "--wait", "1s");
        running.Signal("INT");

        Is(1, "busy", second);
        Assert.Contains($":{running.Id}", second["error"].GetProperty("message").GetString(), StringComparison.Ordinal);
        Is(1, "cancelled", await ForeignHub.AnswerAsync(running, "sync"));
        hall.Fault = null;
        (await hub.RunAsync("sync", "town-hall")).Succeeded();
    }

    private static void Is(int code, string kind, Verb verb)
    {
        Assert.True(verb.ExitCode == code, $"{verb}\nshould have ended with {code}.");
        Assert.Equal(kind, verb["error"].GetProperty("kind").GetString());
    }
}
