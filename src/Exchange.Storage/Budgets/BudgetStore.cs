using Exchange.Storage.Databases;
using NpgsqlTypes;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Budgets;

/// <summary>Grants the tokens of a system's request budget to nodes, in slices, by the database's clock.</summary>
/// <param name="database">The hub's database.</param>
public sealed class BudgetStore(HubDatabase database)
{
    private const string Take = """
        with ensured as (
            insert into hub.budget (system, tokens, refilled_at) values ($1, $2, clock_timestamp()) on conflict (system) do nothing),
        held as (select tokens, refilled_at, clock_timestamp() as now from hub.budget where system = $1 for update),
        full_of as (select least($2, tokens + extract(epoch from greatest(now - refilled_at, interval '0')) * $2) as tokens, now from held),
        granted as (select tokens, floor(least($3, tokens))::int as slice, now from full_of)
        update hub.budget b set tokens = g.tokens - g.slice, refilled_at = g.now from granted g where b.system = $1
        returning g.slice
        """;

    /// <summary>Takes up to <paramref name="wanted"/> tokens.</summary>
    /// <param name="system">The system.</param>
    /// <param name="perSecond">The tokens that come in a second, and the most that are kept.</param>
    /// <param name="wanted">How many are asked for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were granted; 0 where none are left for now.</returns>
    public async Task<int> TakeAsync(string system, int perSecond, int wanted, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Take).With(
            Text(system),
            new Npgsql.NpgsqlParameter { Value = (double)perSecond, NpgsqlDbType = NpgsqlDbType.Double },
            new Npgsql.NpgsqlParameter { Value = (double)wanted, NpgsqlDbType = NpgsqlDbType.Double });
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as int? ?? 0;
    }
}
