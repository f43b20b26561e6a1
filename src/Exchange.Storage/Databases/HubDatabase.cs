using Npgsql;

namespace Exchange.Storage.Databases;

/// <summary>The hub's database: a pool of connections with the limits the hub relies on.</summary>
public sealed class HubDatabase : IAsyncDisposable
{
    // Of each of a node's three pools (looking, working, schedules), so that two nodes stay below PostgreSQL's usual 100.
    private const int MostConnections = 16;

    // The tables swing between empty and millions of rows faster than statistics follow; every statement of the work finds its
    // rows by an index, so the planner is told not to guess.
    private const string WorkPlans = " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off -c jit=off";

    /// <summary>Opens a pool; nothing is connected yet.</summary>
    /// <param name="connectionString">A PostgreSQL connection string.</param>
    /// <param name="applicationName">What the server shows for the connections.</param>
    public HubDatabase(string connectionString, string applicationName)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = applicationName,
            IncludeErrorDetail = false,
            LogParameters = false,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            // A node that stalls inside a transaction must not hold a lease row locked for longer than its lease lasts.
            Options = "-c idle_in_transaction_session_timeout=15000 -c search_path=hub,public -c statement_timeout=600000",
            KeepAlive = 30,
            // No session state is left on a connection, so there is nothing to reset.
            NoResetOnClose = true,
        };
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MostConnections);

        ConnectionString = settings.ConnectionString;
        Source = new NpgsqlDataSourceBuilder(ConnectionString).Build();
        settings.Options += WorkPlans;
        Work = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>The connection string with the hub's settings.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections for looking and for rare statements.</summary>
    internal NpgsqlDataSource Source { get; }

    /// <summary>Connections for the statements of runs and deliveries, which all go by key.</summary>
    internal NpgsqlDataSource Work { get; }

    /// <summary>Whether the database answers.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = Source.CreateCommand("select 1");
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is 1;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Work.DisposeAsync().ConfigureAwait(false);
        await Source.DisposeAsync().ConfigureAwait(false);
    }
}
