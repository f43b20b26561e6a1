using System.Globalization;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Acceptance.Tests.Proofs;
using Npgsql;
using Xunit.Abstractions;

namespace Exchange.Acceptance.Tests;

/// <summary>SIGKILL of the hub and of its PostgreSQL while they work: nothing is lost, nothing takes effect twice.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class KillTests(Servers servers, ITestOutputHelper output)
{
    private const int Kills = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Serve_KilledAtTenRandomMoments_EveryVersionHasOneEffectInOrder()
    {
        var seed = Environment.GetEnvironmentVariable("EXCHANGE_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"seed {seed} (EXCHANGE_TEST_SEED repeats it)");
        var random = new Random(seed);
        await using var sandbox = await servers.SandboxAsync(5000);
        await using var home = new Home();
        home.Use(sandbox);
        HurryUp(home);
        await sandbox.FaultAsync(new { platform = new { delayMs = 40, dropAfterProcessingRate = 0.05, error503ItemRate = 0.01 }, provincialHall = new { repeatRows = 0.01 } });

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var hub = await HubProcess.ServeAsync(home);
            await AtWorkAsync(home);
            var records = Records(home);
            var moment = random.Next(3000);
            await Task.Delay(moment);
            await hub.KillAsync();
            output.WriteLine($"kill {kill} {moment} ms after work began: {await StandingAsync(records)}");
            await sandbox.ActAsync("edit", new { count = 80, seed = (long)seed + kill });
            await sandbox.ActAsync("new", new { count = 10 });
            await sandbox.ActAsync("delete", new { count = 3, seed = (long)seed + kill });
            if (kill < Kills)
            {
                // The dead hub's leases end within 15 s by themselves; the last time they are left to.
                await records.ExecuteAsync("update hub.lease set expires_at = '-infinity'");
            }
        }

        await sandbox.ClearFaultsAsync();
        await using var survivor = await HubProcess.ServeAsync(home);
        var hubRecords = Records(home);
        await QuietAsync(hubRecords);
        var lost = await hubRecords.ScalarAsync<long>("select count(*) from hub.run where state = 4");
        Assert.True(lost >= 2, $"Only {lost} of {Kills} kills hit a run: the test proves nothing.");
        await Proof.OnceAndInOrderAsync(hubRecords, sandbox);
        await Proof.EqualsTruthAsync(sandbox);
        await Proof.NothingVanishedAsync(hubRecords);
        var stopping = await survivor.StopAsync();
        Assert.True(stopping < TimeSpan.FromSeconds(10), $"The hub took {stopping.TotalSeconds:0.0} s to stop.");
    }

    [Fact]
    public async Task Serve_ItsPostgresIsKilled_RecoversByItself()
    {
        await using var sandbox = await servers.SandboxAsync(1500);
        await using var home = new Home();
        home.Use(sandbox);
        HurryUp(home);
        await sandbox.FaultAsync(new { platform = new { delayMs = 40 } });
        await using var hub = await HubProcess.ServeAsync(home);
        using var http = new HttpClient { BaseAddress = new Uri(hub.Url) };

        for (var kill = 1; kill <= 2; kill++)
        {
            await AtWorkAsync(home);
            var postmaster = home.Cluster.Process!.Value;
            Child.Signal(postmaster, "KILL");
            await sandbox.ActAsync("edit", new { count = 80 });
            await UntilAsync($"PostgreSQL is there again after kill {kill}", async () => home.Cluster.Process is { } id && id != postmaster && await ReadyAsync(http));
        }

        await QuietAsync(Records(home));
        await Proof.OnceAndInOrderAsync(Records(home), sandbox);
        await Proof.EqualsTruthAsync(sandbox);
        await Proof.NothingVanishedAsync(Records(home));
        await hub.StopAsync();
        Assert.Null(home.Cluster.Process);
    }

    // A killed node leaves its rows in Hangfire's lock table: the next node's registration must outlast them.
    [Fact]
    public async Task Serve_LockRowsLeftByAKilledNode_StartsAndRegistersItsJobs()
    {
        await using var scenario = await Scenario.StartAsync(servers, 20, "--systems", "provincial-hall");
        await using (var first = await HubProcess.ServeAsync(scenario.Home))
        {
            await first.KillAsync();
        }

        await scenario.Hub.ExecuteAsync("""
            delete from hangfire.lock;
            insert into hangfire.lock (resource, updatecount, acquired)
            select 'hangfire:lock:recurring-job:' || value, 1, now() at time zone 'utc' from hangfire.set where key = 'recurring-jobs'
            """);
        Assert.True(await scenario.Hub.ScalarAsync<long>("select count(*) from hangfire.lock") > 2);

        await using var second = await HubProcess.ServeAsync(scenario.Home);
        using var http = new HttpClient { BaseAddress = new Uri(second.Url) };
        Assert.True(await ReadyAsync(http));
    }

    // Schedules of seconds instead of minutes, and small batches, so that there is much to interrupt.
    private static void HurryUp(Home home)
    {
        home.Override("connectors/systems/provincial-hall/connector.yaml", ("*/2 * * * *", "*/3 * * * * *"), ("pageSize: 500", "pageSize: 100"), ("perSecond: 20", "perSecond: 200"));
        home.Override("connectors/systems/livelihood-bureau/connector.yaml", ("*/5 * * * *", "*/3 * * * * *"), ("batch: 2000", "batch: 200"));
        home.Override("connectors/systems/unified-platform/connector.yaml", ("*/2 * * * *", "*/3 * * * * *"), ("\"* * * * *\"", "\"*/3 * * * * *\""), ("batch: 200", "batch: 50"));
    }

    private static HubRecords Records(Home home) => new(home.Cluster.ConnectionString("exchange"));

    // Looked up each time: a database that had to be started again may stand at another port.
    private static Task AtWorkAsync(Home home) =>
        UntilAsync("the hub works", () => Records(home).ScalarAsync<bool>("select exists (select 1 from hub.lease where expires_at > clock_timestamp())"));

    private static Task<string> StandingAsync(HubRecords records) => records.ScalarAsync<string>("""
        select 'work on ' || coalesce((select string_agg(name, ', ') from hub.lease where expires_at > clock_timestamp()), 'nothing')
            || '; ' || (select count(*) from hub.case_version) || ' versions, ' || (select count(*) from hub.outbox) || ' in the outbox'
        """);

    /// <summary>Waits until every stream was read to its end from now on and nothing is left to deliver.</summary>
    private static async Task QuietAsync(HubRecords records)
    {
        var since = await records.ScalarAsync<string>("select clock_timestamp()::text");
        await UntilAsync("every stream reached the present and the outbox is empty", () => records.ScalarAsync<bool>($"""
            select (select count(distinct stream_id) from hub.run where state = 1 and started_at > '{since}') = (select count(*) from hub.stream)
                and not exists (select 1 from hub.outbox)
            """), () => records.ScalarAsync<string>($"""
            select 'Outbox: ' || coalesce((select string_agg(n || ' in state ' || state, ', ') from (select state, count(*) as n from hub.outbox group by 1) o), 'empty')
                || '; leases: ' || coalesce((select string_agg(name || ' of ' || holder, ', ') from hub.lease where expires_at > clock_timestamp()), 'none')
                || '; scheduler locks: ' || coalesce((select string_agg(to_jsonb(k)::text, ', ') from hangfire.lock k), 'none')
                || '; runs since: ' || coalesce((select string_agg(to_jsonb(r)::text, E'\n') from (
                    select stream_id, state, pulled, mapped, quarantined, failure, started_at from hub.run where started_at > '{since}' order by run_id desc limit 12) r), 'none')
            """));
    }

    private static async Task<bool> ReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> holds, Func<Task<string>>? standing = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var last = "";
        while (!patience.IsCancellationRequested)
        {
            try
            {
                if (await holds())
                {
                    return;
                }
            }
            catch (NpgsqlException e)
            {
                last = e.Message;
            }

            await Task.Delay(25);
        }

        Assert.Fail($"Not within {Patience.TotalSeconds:0} s: {what}. {last}{(standing is null ? "" : await standing())}");
    }
}
