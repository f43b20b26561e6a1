using Npgsql;

namespace Exchange.Sandbox.Truth;

/// <summary>Questions to the truth.</summary>
internal sealed class TruthReport(NpgsqlDataSource source)
{
    public async Task<object> SummaryAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            select system, count(*), count(expected), count(*) filter (where dirty), count(*) filter (where deleted), count(*) filter (where withheld)
            from cases group by system order by system
            """);
        var cases = new Dictionary<string, long>(StringComparer.Ordinal);
        var expectedBySystem = new Dictionary<string, long>(StringComparer.Ordinal);
        var dirtyBySystem = new Dictionary<string, long>(StringComparer.Ordinal);
        long deleted = 0, withheld = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            cases[reader.GetString(0)] = reader.GetInt64(1);
            expectedBySystem[reader.GetString(0)] = reader.GetInt64(2);
            dirtyBySystem[reader.GetString(0)] = reader.GetInt64(3);
            deleted += reader.GetInt64(4);
            withheld += reader.GetInt64(5);
        }
        return new
        {
            cases,
            expectedAtPlatform = expectedBySystem.Values.Sum(),
            expectedBySystem,
            dirty = dirtyBySystem.Values.Sum(),
            dirtyBySystem,
            deleted,
            withheld,
        };
    }

    public async Task<object> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select kind, array_agg(value order by value) from people group by kind");
        var kinds = new Dictionary<string, string[]>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            kinds[reader.GetString(0)] = reader.GetFieldValue<string[]>(1);
        }
        string[] Of(string kind) => kinds.GetValueOrDefault(kind, []);
        return new
        {
            names = Of("name"),
            idNumbers = Of("idNumber"),
            otherDocuments = Of("otherDocument"),
            phones = Of("phone"),
            addresses = Of("address"),
            organisations = Of("organisation"),
            organisationCodes = Of("organisationCode"),
            staff = Of("staff"),
        };
    }

    public async Task<object?> CaseAsync(string sourceNo, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select model, expected from cases where source_no = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sourceNo });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new
            {
                model = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(reader.GetString(0)),
                expected = reader.IsDBNull(1) ? (System.Text.Json.JsonElement?)null : System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(reader.GetString(1)),
            }
            : null;
    }
}
