using Exchange.Abstractions.Failures;
using Exchange.Pipeline.Audit;
using Exchange.Storage.Audit;
using Exchange.Storage.Budgets;
using Exchange.Storage.Migrations;
using Exchange.Storage.Records;
using Exchange.Storage.Tests.Hubs;
using Exchange.Storage.Upkeep;
using Npgsql;

namespace Exchange.Storage.Tests;

/// <summary>Migrations, partitions, the audit log, budgets and ids.</summary>
public sealed class DatabaseTests(TestCluster cluster) : HubTest(cluster)
{
    [Fact]
    public async Task Migrate_SeveralNodesAtOnce_AppliesEachStepOnce()
    {
        await using var empty = await Cluster.EmptyAsync();

        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new Migrator(empty).MigrateAsync(CancellationToken.None)));

        Assert.Single(done, d => d.Count > 0);
        Assert.All(await new Migrator(empty).StatusAsync(CancellationToken.None), s => Assert.NotNull(s.AppliedAt));
    }

    [Theory]
    [InlineData("insert into hub.migration (name, digest) values ('9999_newer', 'x')", "newer version")]
    [InlineData("update hub.migration set digest = 'other'", "never changed")]
    public async Task Migrate_DatabaseOfAnotherHub_IsRefused(string change, string remedy)
    {
        await Hub.ExecuteAsync(change);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => new Migrator(Hub.Database).MigrateAsync(CancellationToken.None));

        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_MonthAlreadyInTheDefaultPartition_StillStarts()
    {
        // A hub that was not restarted for months wrote this month's rows into the default partition.
        foreach (var table in new[] { "landing", "audit" })
        {
            await Hub.ExecuteAsync($"drop table hub.{table}_{DateTime.UtcNow:yyyyMM}");
        }

        await new AuditLog(Hub.Database).AppendAsync(new AuditEntry("me", "test", "x"), CancellationToken.None);
        await new Migrator(Hub.Database).MigrateAsync(CancellationToken.None);

        Assert.Equal(1, await Hub.AskAsync<long>("select count(*) from hub.audit"));
        Assert.Equal("true", await Hub.TextAsync($"select to_regclass('hub.landing_{DateTime.UtcNow:yyyyMM}') is not null"));
    }

    [Fact]
    public async Task MakeRoom_HubThatRunsForMonths_AddsTheMonthThatIsMissing()
    {
        var table = $"hub.landing_{DateTime.UtcNow.AddMonths(2):yyyyMM}";
        await Hub.ExecuteAsync($"drop table {table}");

        Assert.True(await new DatabaseUpkeep(Hub.Database).MakeRoomAsync(CancellationToken.None));

        Assert.Equal("true", await Hub.TextAsync($"select to_regclass('{table}') is not null"));
    }

    [Fact]
    public async Task MakeRoom_TableHeldByWork_GivesWay()
    {
        await Hub.ExecuteAsync($"drop table hub.landing_{DateTime.UtcNow.AddMonths(2):yyyyMM}");
        await using var work = await Hub.Database.Source.OpenConnectionAsync();
        await using var transaction = await work.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("lock table hub.landing in row exclusive mode", work, transaction))
        {
            await held.ExecuteNonQueryAsync();
        }

        Assert.False(await new DatabaseUpkeep(Hub.Database).MakeRoomAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Partitions_ThisMonthAndTheNext_Exist()
    {
        foreach (var table in new[] { "landing", "run", "run_page", "receipt", "audit" })
        {
            Assert.Equal(4, await Hub.AskAsync<long>($"select count(*) from pg_inherits where inhparent = 'hub.{table}'::regclass"));
        }
    }

    [Fact]
    public async Task Audit_Entries_CannotBeChangedOrRemoved()
    {
        await new AuditLog(Hub.Database).AppendAsync(new AuditEntry("me", "test", "x"), CancellationToken.None);

        await Assert.ThrowsAsync<PostgresException>(() => Hub.ExecuteAsync("update hub.audit set actor = 'you'"));
        await Assert.ThrowsAsync<PostgresException>(() => Hub.ExecuteAsync("delete from hub.audit"));
    }

    [Fact]
    public async Task Budget_TwoNodes_NeverGetMoreThanTheRate()
    {
        await using var other = new Databases.HubDatabase(Hub.Database.ConnectionString, "other");
        var started = System.Diagnostics.Stopwatch.StartNew();
        var granted = await Task.WhenAll(new[] { Hub.Database, other }.Select(d => Task.Run(async () =>
        {
            var sum = 0;
            while (started.ElapsedMilliseconds < 1500)
            {
                sum += await new BudgetStore(d).TakeAsync("s", 20, 7, CancellationToken.None);
                await Task.Delay(5);
            }

            return sum;
        })));

        Assert.InRange(granted.Sum(), 30, 20 + (int)Math.Ceiling(started.Elapsed.TotalSeconds * 20));
        Assert.All(granted, g => Assert.True(g > 0));
    }

    [Fact]
    public async Task ReserveIds_ManyAtOnce_NeverOverlap()
    {
        var store = new RecordStore(Hub.Database);
        var blocks = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => store.ReserveIdsAsync(100, CancellationToken.None)));

        Assert.Equal(4000, blocks.SelectMany(b => Enumerable.Range(0, 100).Select(i => b + i)).Distinct().Count());
    }
}
