using System.Globalization;
using Npgsql;

namespace Exchange.Storage.Migrations;

/// <summary>Keeps the monthly partitions of the tables that grow with time; a default partition catches what none fits.</summary>
/// <param name="connection">An open connection.</param>
internal sealed class Partitions(NpgsqlConnection connection)
{
    private const int MonthsAhead = 2;

    private static readonly string[] Tables = ["landing", "run", "run_page", "receipt", "audit"];

    /// <summary>Makes sure that this month and the next ones have their partitions.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var clock = new NpgsqlCommand("select date_trunc('month', clock_timestamp() at time zone 'UTC')::timestamp", connection);
        var month = (DateTime)(await clock.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        foreach (var table in Tables)
        {
            await ExecuteAsync($"create table if not exists hub.{table}_default partition of hub.{table} default", cancellationToken).ConfigureAwait(false);
            for (var ahead = 0; ahead <= MonthsAhead; ahead++)
            {
                var from = month.AddMonths(ahead);
                var name = $"{table}_{from.ToString("yyyyMM", CultureInfo.InvariantCulture)}";
                await AddAsync(
                    $"create table if not exists hub.{name} partition of hub.{table} for values from ('{Day(from)}') to ('{Day(from.AddMonths(1))}')",
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AddAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // The default partition holds rows of that month already, and goes on taking them.
        }
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
