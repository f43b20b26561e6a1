using System.Reflection;
using Exchange.Storage.Outbox;
using Exchange.Storage.Records;
using Exchange.Storage.Tests.Hubs;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Tests;

/// <summary>The plans of the statements every batch runs: on large tables, with and without statistics, none reads a table from end to end.</summary>
public sealed class PlanTests(TestCluster cluster) : HubTest(cluster)
{
    private const int Rows = 200_000;
    private const int Batch = 2_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Statements_OnLargeTables_ReadOnlyWhatTheyNeed(bool analyzed)
    {
        await FillAsync(analyzed);
        var keys = Enumerable.Range(0, Batch).Select(i => $"K{(i * 97 % Rows) + 1}").ToArray();
        var ids = Enumerable.Range(0, Batch).Select(i => (long)(i * 97 % Rows) + 1).ToArray();
        var target = Hub.Target().TargetId;
        (string Name, string Sql, Func<NpgsqlParameter[]> Parameters)[] statements =
        [
            ("FindRecords", Sql<RecordTransaction>("FindRecords"), () => [Int(1), Texts(keys)]),
            ("TakeKeys", Sql<RecordTransaction>("TakeKeys"), () => [Int(1), Texts(keys), Longs(ids)]),
            ("LockCases", Sql<RecordTransaction>("LockCases"), () => [Int(1), Texts(keys), Longs(ids)]),
            ("ReadContributions", Sql<RecordTransaction>("ReadContributions"), () => [Longs(ids)]),
            ("Claim", Sql<OutboxStore>("Claim"), () => [Int(target), Long(9), Int(1000), Text("plan")]),
            ("KeepOthers", Sql(typeof(ReceiptStatements), "KeepOthers"), () =>
                [Int(target), Longs(ids), Ints(ids.Select(_ => 1)), Smalls(ids.Select(_ => (short)0)), Spans(ids.Select(_ => TimeSpan.Zero)), Ints(ids.Select(_ => 1)), Flags(ids.Select(_ => false)), Texts(ids.Select(_ => (string?)null)), Texts(ids.Select(_ => (string?)null))]),
            ("RemoveDone", Sql(typeof(ReceiptStatements), "RemoveDone"), () => [Int(target), Longs(ids), Ints(ids.Select(_ => 1))]),
            ("PassRefused", Sql(typeof(ReceiptStatements), "PassRefused"), () => [Int(target), Longs(ids)]),
            ("UpdateContributions", Sql(typeof(BatchStatements), "UpdateContributions"), () =>
                [Longs(ids), Longs(ids), Times(ids.Select(_ => (DateTimeOffset?)null)), Blobs(ids.Select(_ => new byte[16])), Blobs(ids.Select(_ => new byte[16])), Blobs(ids.Select(_ => new byte[16])), OptionalInts(ids.Select(_ => (int?)1)), Flags(ids.Select(_ => false)), Int(1), Long(1)]),
            ("UpdateCases", Sql(typeof(BatchStatements), "UpdateCases"), () =>
                [Longs(ids), Flags(ids.Select(_ => true)), Ints(ids.Select(_ => 2)), Blobs(ids.Select(_ => new byte[16])), Texts(ids.Select(_ => (string?)"done")), Texts(ids.Select(_ => (string?)"D"))]),
            ("AddRows", Sql(typeof(OutboxStatements), "AddRows"), () =>
                [Ints(ids.Select(_ => target)), Longs(ids), Ints(ids.Select(_ => 5)), Smalls(ids.Select(_ => (short)0)), Texts(ids.Select(_ => (string?)"D")), Flags(ids.Select(_ => false)), Flags(ids.Select(_ => false)), Texts(ids.Select(_ => (string?)null))]),
            ("Release", Sql<OutboxStore>("Release"), () => [Int(target)]),
            ("Clear", Sql(typeof(OutboxStatements), "Clear"), () => [Ints(ids.Select(_ => target)), Longs(ids), Ints(ids.Select(_ => 5)), Flags(ids.Select(_ => true))]),
        ];
        var bad = new List<string>();
        foreach (var mode in new[] { "force_custom_plan", "force_generic_plan" })
        {
            foreach (var (name, sql, parameters) in statements)
            {
                var plan = await ExplainAsync(mode, sql, parameters());
                if (Environment.GetEnvironmentVariable("EXCHANGE_PLANS") is { Length: > 0 } folder)
                {
                    await File.WriteAllTextAsync(Path.Combine(folder, $"{name}-{mode}-{analyzed}.txt"), plan);
                }

                if (plan.Split('\n').Any(l => l.Contains("Seq Scan on", StringComparison.Ordinal) && !l.Contains("Seq Scan on stream", StringComparison.Ordinal) && !l.Contains("Seq Scan on system", StringComparison.Ordinal) && !l.Contains("Seq Scan on quarantine", StringComparison.Ordinal) && !l.Contains("never executed", StringComparison.Ordinal)))
                {
                    bad.Add($"{name} ({mode}):\n{plan}");
                }
            }
        }

        Assert.True(bad.Count == 0, string.Join("\n\n", bad));
    }

    private async Task FillAsync(bool analyzed)
    {
        var target = Hub.Target().TargetId;
        await Hub.ExecuteAsync($"""
            insert into hub.cases (case_id, known, version, content_digest, status, department) select i, true, 1, '\x00', 'accepted', 'D' || i % 35 from generate_series(1, {Rows}) i;
            insert into hub.case_key select 1, 'K' || i, i from generate_series(1, {Rows}) i;
            insert into hub.case_version (case_id, version, operation, content_digest, content, run_id) select i, 1, 0, '\x00', decode(repeat('00', 300), 'hex'), 1 from generate_series(1, {Rows}) i;
            insert into hub.contribution (contribution_id, stream_id, source_key, case_id, record_digest, revision_id, content_digest, content_version, deleted, run_id)
                select i, 1, 'K' || i, i, '\x00', 1, '\x00', 1, false, 1 from generate_series(1, {Rows}) i;
            insert into hub.lease (name, epoch, holder, expires_at) values ('plan', 9, 'test', now() + interval '1 hour');
            insert into hub.target_case (target_id, case_id, version, operation, content_digest) select {target}, i, 1, 0, '\x00' from generate_series(1, {Rows}) i;
            insert into hub.outbox (target_id, case_id, version, lane, department, due_at) select {target}, i, 1, 0, 'D' || i % 35, now() - i * interval '1 ms' from generate_series(1, {Rows}) i;
            insert into hub.outbox (target_id, case_id, version, lane, state, waits_for) select {target}, i, 2, 0, 4, 'K' || (i + 1) from generate_series(1, 1000) i;
            {(analyzed ? "analyze hub.cases, hub.case_key, hub.case_version, hub.contribution, hub.outbox, hub.target_case;" : "")}
            """);
    }

    private async Task<string> ExplainAsync(string mode, string sql, NpgsqlParameter[] parameters)
    {
        await using var connection = await Hub.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var set = new NpgsqlCommand($"set local plan_cache_mode = {mode}", connection, transaction);
        await set.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand($"explain (analyze, buffers) {sql}", connection, transaction);
        command.Parameters.AddRange(parameters);
        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }
        }

        await transaction.RollbackAsync();
        return string.Join('\n', lines);
    }

    private static string Sql<T>(string name) => Sql(typeof(T), name);

    private static string Sql(Type type, string name) => (string)type.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
}
