using Npgsql;

namespace Exchange.Sandbox.Platform;

/// <summary>What one batch changes: ledger rows in order of arrival, and the last applied item of each case.</summary>
internal sealed class PlatformWork
{
    private readonly List<(ReceivedItem Item, string Code, string Effect)> _ledger = [];
    private readonly Dictionary<string, (ReceivedItem Item, string PlatformId)> _held = new(StringComparer.Ordinal);

    public void Record(ReceivedItem item, string code, string effect) => _ledger.Add((item, code, effect));

    public void Hold(ReceivedItem item, string platformId) => _held[item.CaseId] = (item, platformId);

    public async Task SaveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var ledger = new NpgsqlBatchCommand("""
            insert into ledger (at, key, case_id, version, code, effect)
            select clock_timestamp(), k, c, v, o, e from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[]) with ordinality as t (k, c, v, o, e, n) order by n
            """);
        Add(ledger, _ledger.Select(r => r.Item.Key).ToArray());
        Add(ledger, _ledger.Select(r => r.Item.CaseId).ToArray());
        Add(ledger, _ledger.Select(r => r.Item.Version).ToArray());
        Add(ledger, _ledger.Select(r => r.Code).ToArray());
        Add(ledger, _ledger.Select(r => r.Effect).ToArray());
        batch.BatchCommands.Add(ledger);
        if (_held.Count > 0)
        {
            var held = new NpgsqlBatchCommand("""
                insert into held (case_id, version, key, operation, source_system, source_no, content, hash, platform_id)
                select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
                on conflict (case_id) do update set version = excluded.version, key = excluded.key, operation = excluded.operation,
                  source_system = excluded.source_system, source_no = excluded.source_no, content = excluded.content, hash = excluded.hash
                """);
            var rows = _held.Values;
            Add(held, rows.Select(r => r.Item.CaseId).ToArray());
            Add(held, rows.Select(r => r.Item.Version).ToArray());
            Add(held, rows.Select(r => r.Item.Key).ToArray());
            Add(held, rows.Select(r => r.Item.Operation).ToArray());
            Add(held, rows.Select(r => r.Item.SourceSystem).ToArray());
            Add(held, rows.Select(r => r.Item.SourceNo).ToArray());
            Add(held, rows.Select(r => r.Item.Content).ToArray());
            Add(held, rows.Select(r => r.Item.Hash).ToArray());
            Add(held, rows.Select(r => r.PlatformId).ToArray());
            batch.BatchCommands.Add(held);
        }
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(NpgsqlBatchCommand command, T[] values) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values });
}
