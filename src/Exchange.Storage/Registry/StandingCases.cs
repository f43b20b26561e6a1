using System.Runtime.CompilerServices;
using Exchange.Pipeline.Registry;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Registry;

/// <summary>Reads every case that stands, sealed as it is; what the hub does not keep in clear is counted from these.</summary>
/// <param name="database">The hub's database.</param>
public sealed class StandingCases(HubDatabase database)
{
    private const string Sql = """
        select c.case_id, v.version, v.content, k.systems, c.changed_at
        from hub.cases c
        join hub.case_version v on v.case_id = c.case_id and v.version = c.version and v.operation = 0
        cross join lateral (
            select array_agg(distinct y.id order by y.id) as systems
            from hub.case_key n join hub.system y on y.system_id = n.system_id where n.case_id = c.case_id) k
        where c.known and ($1::text is null or $1 = any (k.systems))
        """;

    /// <summary>The cases, in no order.</summary>
    /// <param name="system">Only those with a key in this system; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async IAsyncEnumerable<StandingCase> ReadAsync(string? system, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Sql).With(Text(system));
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new StandingCase(
                reader.GetInt64(0),
                reader.GetInt32(1),
                reader.GetFieldValue<byte[]>(2),
                reader.IsDBNull(3) ? [] : reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<DateTimeOffset>(4));
        }
    }
}
