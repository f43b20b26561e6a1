using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database;

/// <summary>The columns of a table or query, checked against what is needed of it.</summary>
internal static class TableShape
{
    /// <summary>The columns with their types.</summary>
    /// <param name="client">The database.</param>
    /// <param name="statement">A statement that returns no row.</param>
    /// <param name="place">What it is, for messages.</param>
    /// <param name="needed">The columns that must be there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ExchangeException">One is missing (configuration).</exception>
    public static async Task<IReadOnlyDictionary<string, ColumnType>> ReadAsync(
        DatabaseClient client, Statement statement, string place, IEnumerable<string> needed, CancellationToken cancellationToken)
    {
        var types = await client.ReadAsync(statement, place, async (command, token) =>
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            return client.Provider.Types(reader);
        }, null, cancellationToken);
        var missing = needed.Distinct().Where(n => n.Length > 0 && !types.ContainsKey(n)).ToList();
        if (missing.Count == 0)
        {
            return types;
        }

        var nearest = missing.Select(m => NearestKey.Find(m, types.Keys)).OfType<string>().ToList();
        throw new ExchangeException(
            FailureKind.Configuration,
            $"{place}: there is no column {string.Join(", ", missing.Select(m => $"'{m}'"))}.",
            (nearest.Count == 0 ? "" : $"Did you mean {string.Join(", ", nearest.Select(n => $"'{n}'"))}? ")
            + $"Write columns exactly as the database does, upper and lower case too; it has {string.Join(", ", types.Keys.Take(40))}.");
    }

    /// <summary>The statement that returns no row of a table.</summary>
    public static Statement Of(DatabaseClient client, IReadOnlyList<string> table) => new($"select * from {client.Dialect.Table(table)} t where 1 = 0");
}
