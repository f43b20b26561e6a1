using System.Globalization;
using Npgsql;

namespace Exchange.Sandbox.Platform;

/// <summary>
/// What the platform holds and its ledger. A batch is decided in one transaction, item after item, so that a key or version
/// that stands twice in it has one effect; batches are decided one at a time.
/// </summary>
internal sealed class PlatformStore(NpgsqlDataSource source)
{
    private const string Schema = """
        create table if not exists held (case_id text collate "C" primary key, version bigint not null, key text not null, operation text not null,
          source_system text not null, source_no text not null, content text not null, hash text not null, platform_id text not null);
        create index if not exists held_source on held (source_system, source_no);
        create table if not exists ledger (seq bigint generated always as identity primary key, at timestamptz not null, key text collate "C" not null,
          case_id text collate "C" not null, version bigint not null, code text not null, effect text not null);
        create index if not exists ledger_applied on ledger (key) where effect = 'applied';
        create index if not exists ledger_case on ledger (case_id, seq);
        """;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _lastNumber;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var schema = source.CreateCommand(Schema);
        await schema.ExecuteNonQueryAsync(cancellationToken);
        await using var last = source.CreateCommand("select coalesce(max(substr(platform_id, 4)::bigint), 0) from held");
        _lastNumber = (long)(await last.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<ItemAnswer>> DecideAsync(IReadOnlyList<ReceivedItem> items, Func<ReceivedItem, Refusal?> refuse, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (held, keys) = await LoadAsync(connection, items, cancellationToken);
            var work = new PlatformWork();
            var answers = new ItemAnswer[items.Count];
            for (var i = 0; i < items.Count; i++)
            {
                answers[i] = Decide(items[i], refuse(items[i]), held, keys, work);
            }
            await work.SaveAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return answers;
        }
        finally
        {
            _gate.Release();
        }
    }

    private ItemAnswer Decide(ReceivedItem item, Refusal? refusal, Dictionary<string, HeldCase> held, HashSet<string> keys, PlatformWork work)
    {
        ItemAnswer Answer(string code, string message, string effect, string? platformId)
        {
            work.Record(item, code, effect);
            return new ItemAnswer(item.Key, code, message, platformId);
        }

        held.TryGetValue(item.CaseId, out var current);
        if (refusal is { Code: "503" })
        {
            return Answer("503", refusal.Message, "busy", null);
        }
        if (keys.Contains(item.Key))
        {
            return Answer("409", "重复推送：该幂等键已处理", "repeat", current?.PlatformId);
        }
        if ((item.Problem ?? refusal?.Message) is { } problem)
        {
            return Answer("422", problem, "rejected", null);
        }
        if (current is not null && item.Version <= current.Version)
        {
            return Answer("409", string.Create(CultureInfo.InvariantCulture, $"重复推送：已有版本 {current.Version}"), "stale", current.PlatformId);
        }
        var next = new HeldCase(item.Version, current?.PlatformId ?? string.Create(CultureInfo.InvariantCulture, $"YTH{++_lastNumber:D8}"));
        held[item.CaseId] = next;
        keys.Add(item.Key);
        work.Hold(item, next.PlatformId);
        return Answer("0", "接收成功", "applied", next.PlatformId);
    }

    private static async Task<(Dictionary<string, HeldCase> Held, HashSet<string> Keys)> LoadAsync(NpgsqlConnection connection, IReadOnlyList<ReceivedItem> items, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, HeldCase>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select case_id, version, platform_id from held where case_id = any($1)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(i => i.CaseId).Distinct()] } },
        });
        batch.BatchCommands.Add(new("select key from ledger where effect = 'applied' and key = any($1)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(i => i.Key).Distinct()] } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            held[reader.GetString(0)] = new HeldCase(reader.GetInt64(1), reader.GetString(2));
        }
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(reader.GetString(0));
        }
        return (held, keys);
    }

    /// <summary>The idempotency keys among these that had an effect.</summary>
    public async Task<IReadOnlyList<KnownKey>> KnownAsync(string[] keys, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            select l.key, l.version, h.platform_id from ledger l join held h using (case_id) where l.effect = 'applied' and l.key = any($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = keys });
        var known = new List<KnownKey>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(new KnownKey(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        }
        return known;
    }

    /// <summary>A page of what is held, by case id.</summary>
    public async Task<IReadOnlyList<HeldKey>> KeysAsync(string after, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select case_id, version, hash, platform_id from held where case_id > $1 order by case_id limit $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var page = new List<HeldKey>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(new HeldKey(reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3)));
        }
        return page;
    }
}
