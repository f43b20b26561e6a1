using System.Globalization;
using Npgsql;

namespace Exchange.Sandbox.Truth;

/// <summary>Questions to the platform's ledger.</summary>
internal sealed class LedgerReport(NpgsqlDataSource source)
{
    public async Task<object> SummaryAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            with rows as (select seq, key, case_id, version, effect,
                max(version) filter (where effect = 'applied') over (partition by case_id order by seq rows between unbounded preceding and 1 preceding) as before
              from ledger)
            select count(*), count(*) filter (where effect = 'applied'), count(*) filter (where effect = 'repeat'), count(*) filter (where effect = 'stale'),
              count(*) filter (where effect = 'rejected'), count(*) filter (where effect = 'busy'),
              count(*) filter (where effect = 'applied' and version <= before),
              (select count(*) from (select key from ledger where effect = 'applied' group by key having count(*) > 1) d),
              count(distinct case_id) filter (where effect = 'applied')
            from rows
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new
        {
            received = reader.GetInt64(0),
            applied = reader.GetInt64(1),
            repeats = reader.GetInt64(2),
            stale = reader.GetInt64(3),
            rejected = reader.GetInt64(4),
            busy = reader.GetInt64(5),
            outOfOrder = reader.GetInt64(6),
            doubleEffects = reader.GetInt64(7),
            cases = reader.GetInt64(8),
        };
    }

    public async Task<IReadOnlyList<object>> RowsAsync(string? caseId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select seq, at, key, case_id, version, code, effect from ledger where ($1 = '' or case_id = $1) and seq > $2 order by seq limit $3");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caseId ?? "" });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var rows = new List<object>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new
            {
                seq = reader.GetInt64(0),
                at = reader.GetDateTime(1).ToString("o", CultureInfo.InvariantCulture),
                key = reader.GetString(2),
                caseId = reader.GetString(3),
                version = reader.GetInt64(4),
                code = reader.GetString(5),
                effect = reader.GetString(6),
            });
        }
        return rows;
    }

    /// <summary>For every case the versions that had an effect, in the order in which they had it.</summary>
    public async IAsyncEnumerable<CaseVersions> VersionsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select case_id, array_agg(version order by seq) from ledger where effect = 'applied' group by case_id order by case_id");
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new CaseVersions(reader.GetString(0), reader.GetFieldValue<long[]>(1));
        }
    }
}
