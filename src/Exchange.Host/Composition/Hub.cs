using Exchange.Abstractions.Failures;
using Exchange.Host.Http;
using Exchange.Pipeline;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Drift;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Quarantine;
using Exchange.Security.Matching;
using Exchange.Security.Privacy;
using Exchange.Storage.Audit;
using Exchange.Storage.Budgets;
using Exchange.Storage.Cluster;
using Exchange.Storage.Control;
using Exchange.Storage.Databases;
using Exchange.Storage.Deletions;
using Exchange.Storage.Drift;
using Exchange.Storage.Leases;
using Exchange.Storage.Migrations;
using Exchange.Storage.Outbox;
using Exchange.Storage.Quarantine;
using Exchange.Storage.Records;
using Exchange.Storage.Registration;
using Exchange.Storage.Runs;
using Npgsql;

namespace Exchange.Host.Composition;

/// <summary>A hub with its database open and migrated: everything the verbs and the server work with.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private readonly PrivateCluster? _cluster;
    private readonly int _port;
    private readonly ConnectorProvider _connectors;

    private Hub(HubFiles files, HubDatabase database, PrivateCluster? cluster, ConnectorProvider connectors, HubWork work, string node)
    {
        Files = files;
        Database = database;
        _cluster = cluster;
        _port = cluster?.Port ?? 0;
        _connectors = connectors;
        Work = work;
        Node = node;
        Quarantine = new QuarantineStore(database);
        Audit = new AuditLog(database);
        Drift = new DriftStore(database);
    }

    public HubFiles Files { get; }

    public HubDatabase Database { get; }

    public HubWork Work { get; }

    public string Node { get; }

    public IQuarantineStore Quarantine { get; }

    public IAuditLog Audit { get; }

    public IDriftStore Drift { get; }

    /// <summary>Opens a hub.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="connectionString">The database to use; <see langword="null"/> for the private cluster of the home.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async Task<Hub> OpenAsync(HubFiles files, string? connectionString, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        PrivateCluster? cluster = null;
        if (connectionString is null)
        {
            cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(Path.Combine(files.Home.State, "postgres")), cancellationToken).ConfigureAwait(false);
            await cluster.EnsureDatabaseAsync("exchange", cancellationToken).ConfigureAwait(false);
            connectionString = cluster.ConnectionString("exchange");
        }

        HubDatabase? database = null;
        try
        {
            database = Open(connectionString);
            await new Migrator(database).MigrateAsync(cancellationToken).ConfigureAwait(false);
            await CheckKeysAsync(files, database, cancellationToken).ConfigureAwait(false);
            return await ComposeAsync(files, database, cluster, loggers, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (database is not null)
            {
                await database.DisposeAsync().ConfigureAwait(false);
            }

            if (cluster is not null)
            {
                await cluster.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Whether the private PostgreSQL came back on another port than the one the hub connects to.</summary>
    public bool DatabaseMoved => _cluster is not null && _cluster.Port != _port;

    /// <summary>Starts the private PostgreSQL again where this hub owns it and it died.</summary>
    /// <returns>Whether it had died.</returns>
    public async Task<bool> EnsureDatabaseRunsAsync(CancellationToken cancellationToken) =>
        _cluster is not null && await _cluster.EnsureRunningAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        _connectors.Dispose();
        await Database.DisposeAsync().ConfigureAwait(false);
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static HubDatabase Open(string connectionString)
    {
        try
        {
            return new HubDatabase(connectionString, "exchange hub");
        }
        catch (ArgumentException exception)
        {
            throw new ExchangeException(FailureKind.Configuration, "The value of --db is not a PostgreSQL connection string.", "Write it as Host=…;Port=…;Database=…;Username=…;Password=…", exception);
        }
    }

    private static async Task CheckKeysAsync(HubFiles files, HubDatabase database, CancellationToken cancellationToken)
    {
        // Opened with another key file, everything sealed so far would be unreadable and every digest different.
        var expected = await new InstallationStore(database).SetOnceAsync("keys", files.Security.Keys.Fingerprint, cancellationToken).ConfigureAwait(false);
        if (expected != files.Security.Keys.Fingerprint)
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"The key file '{files.Security.Keys.Path}' is not the one this database was sealed with.",
                "Restore the key file of this installation, or name it with EXCHANGE_KEY_FILE.");
        }
    }

    private static async Task<Hub> ComposeAsync(HubFiles files, HubDatabase database, PrivateCluster? cluster, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var node = $"{Environment.MachineName}:{Environment.ProcessId}";
        var registration = new RegistrationStore(database);
        var configured = files.Connectors.Select(c => c.Resolved).OfType<Abstractions.Connectors.ConnectorDeclaration>().ToArray();
        var ports = new PipelinePorts
        {
            Leases = new LeaseStore(database, node),
            Runs = new RunStore(database, node),
            Records = new RecordStore(database),
            Registration = registration,
            Sealer = files.Security.Sealer,
            Digester = files.Security.Digester,
            Privacy = new PrivacyGuard(),
            Tokenizer = new MatchTokens(files.Security.Digester),
            Drift = new DriftStore(database),
            Deletions = new DeletionStore(database),
            Time = files.Time,
            Streams = await registration.RegisterStreamsAsync(configured, cancellationToken).ConfigureAwait(false),
            Targets = await registration.RegisterTargetsAsync(configured, cancellationToken).ConfigureAwait(false),
        };
        var connectors = new ConnectorProvider(files, new DatabaseBudgetGrant(new BudgetStore(database), files));
        var work = new HubWork(ports, connectors, new LiveMappings(files, loggers.CreateLogger<LiveMappings>()), new OutboxStore(database), new QuarantineStore(database), new HubControl(database), new AuditLog(database), loggers);
        return new Hub(files, database, cluster, connectors, work, node);
    }
}
