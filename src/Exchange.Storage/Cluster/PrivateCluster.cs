using System.Text.RegularExpressions;
using Exchange.Abstractions.Failures;
using Npgsql;

namespace Exchange.Storage.Cluster;

/// <summary>The hub's own PostgreSQL: found on the machine, initialised once, on loopback only, stopped by whoever started it.</summary>
public sealed partial class PrivateCluster : IAsyncDisposable
{
    private readonly ClusterFolder _folder;
    private readonly ServerControl _control;
    private readonly TimeSpan _patience;
    private readonly string _password;
    private volatile bool _left;

    private PrivateCluster(ClusterFolder folder, ServerControl control, TimeSpan patience, int port, bool startedHere)
    {
        _folder = folder;
        _control = control;
        _patience = patience;
        _password = folder.Password();
        Port = port;
        StartedHere = startedHere;
    }

    /// <summary>Whether this process started the server, or took over one whose owner had died.</summary>
    public bool StartedHere { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Attaches to a running cluster, or starts it, initialising it first when it is new.</summary>
    /// <param name="options">Where it stands and how it is set.</param>
    /// <param name="cancellationToken">Gives up; a half-made cluster is begun anew next time.</param>
    /// <exception cref="ExchangeException">No server is installed, or it cannot be started; the remedy says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new ExchangeException(FailureKind.Configuration, "The hub keeps no PostgreSQL of its own on Windows.", "Name a server with --db.");
        var folder = new ClusterFolder(options.Directory);
        folder.Create();
        try
        {
            using var held = await ClusterLock.AcquireAsync(folder, options.StartTimeout, cancellationToken).ConfigureAwait(false);
            var control = new ServerControl(folder, options);
            var owners = ClusterOwners.Read(folder);
            var startedHere = control.Running() is null || !owners.OwnerIsAlive;
            (startedHere ? owners.OwnedBy(ProcessIdentity.Current) : owners.With(ProcessIdentity.Current)).Write(folder);
            try
            {
                if (control.Running() is null)
                    await control.StartAsync(cancellationToken).ConfigureAwait(false);
                var port = await control.AwaitReadyAsync(cancellationToken).ConfigureAwait(false);
                await ServerAccount.ReturnFilesAsync(folder, cancellationToken).ConfigureAwait(false);
                return new PrivateCluster(folder, control, options.StartTimeout, port, startedHere);
            }
            catch (Exception e) when (startedHere && e is not ExchangeException { Kind: FailureKind.Transient })
            {
                // One that is still recovering goes on, so that the next attempt finds it further.
                await control.StopAsync(fast: true, CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw folder.Unusable(e);
        }
    }

    /// <summary>Attaches to the cluster when it is running; never starts, initialises or takes over anything.</summary>
    /// <param name="options">Where it stands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The cluster, or <see langword="null"/> when it is not running.</returns>
    public static async Task<PrivateCluster?> TryAttachAsync(PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        var folder = new ClusterFolder(options.Directory);
        if (!File.Exists(folder.LockFile))
            return null;
        try
        {
            using var held = await ClusterLock.AcquireAsync(folder, options.StartTimeout, cancellationToken).ConfigureAwait(false);
            var control = new ServerControl(folder, options);
            if (control.Running() is null)
                return null;
            ClusterOwners.Read(folder).With(ProcessIdentity.Current).Write(folder);
            await ServerAccount.ReturnFilesAsync(folder, cancellationToken).ConfigureAwait(false);
            var port = await control.AwaitReadyAsync(cancellationToken).ConfigureAwait(false);
            return new PrivateCluster(folder, control, options.StartTimeout, port, startedHere: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw folder.Unusable(e);
        }
    }

    /// <summary>How to reach a database of the cluster; it has a password in it, so it belongs in no log.</summary>
    /// <param name="database">The database; <see cref="EnsureDatabaseAsync"/> makes it.</param>
    public string ConnectionString(string database) => ClusterUser.ConnectionString(Port, _password, Checked(database));

    /// <summary>Makes the database unless it is there; several processes may ask at once.</summary>
    /// <param name="database">Its name: lower-case letters, digits, underscores, at most 63.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExchangeException">The server cannot be reached, or has no room.</exception>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        var name = Checked(database);
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
            if (await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null)
                return;
            await using var create = new NpgsqlCommand($"create database \"{name}\" template template0", connection);
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was quicker.
        }
        catch (NpgsqlException e)
        {
            throw new ExchangeException(
                FailureKind.Transient,
                $"The database {name} of the private PostgreSQL in {_folder.Path} could not be made or reached.",
                $"Look into {_folder.Logs}, and whether the disk is full.",
                e);
        }
    }

    /// <summary>Starts the server again when it died under its owner; its port stays, unless another program took it meanwhile.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it had to be started.</returns>
    /// <exception cref="ExchangeException">It cannot be started.</exception>
    public async Task<bool> EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_left || !StartedHere || _control.Running() is not null)
            return false;
        using var held = await ClusterLock.AcquireAsync(_folder, _patience, cancellationToken).ConfigureAwait(false);
        if (_left || _control.Running() is not null) // stopped on purpose while this waited for the lock
            return false;
        ClusterOwners.Read(_folder).OwnedBy(ProcessIdentity.Current).Write(_folder);
        await _control.StartAsync(cancellationToken).ConfigureAwait(false);
        Port = await _control.AwaitReadyAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stops the server, whoever started it.</summary>
    /// <param name="fast">Disconnect its clients at once and end within seconds; otherwise let them finish first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task StopAsync(bool fast, CancellationToken cancellationToken)
    {
        using var held = await ClusterLock.AcquireAsync(_folder, _patience, cancellationToken).ConfigureAwait(false);
        await StopUnderLockAsync(fast, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Stops the server if this process started it. While other processes still use it, the stop is left to the longest attached of them.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_left || !Directory.Exists(_folder.Path)) // the home was removed: its server ends by itself
            return;
        _left = true;
        using var held = await ClusterLock.AcquireAsync(_folder, _patience, CancellationToken.None).ConfigureAwait(false);
        var owners = ClusterOwners.Read(_folder);
        if (owners.Owner != ProcessIdentity.Current)
            owners.Without(ProcessIdentity.Current).Write(_folder);
        else if ((StartedHere || owners.Inherited) && owners.Attached.Count > 0)
            owners.HandedOver().Write(_folder);
        else if (StartedHere || owners.Inherited)
            await StopUnderLockAsync(fast: true, CancellationToken.None).ConfigureAwait(false);
        await ServerAccount.ReturnFilesAsync(_folder, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Stops the server and removes the cluster with all its data, wherever they stand.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DestroyAsync(CancellationToken cancellationToken)
    {
        await StopAsync(fast: true, cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(_folder.Base))
            Directory.Delete(_folder.Base, recursive: true);
        Directory.Delete(_folder.Path, recursive: true);
    }

    private async Task StopUnderLockAsync(bool fast, CancellationToken cancellationToken)
    {
        await _control.StopAsync(fast, cancellationToken).ConfigureAwait(false);
        File.Delete(_folder.OwnerFile);
    }

    private static string Checked(string database) => DatabaseName().IsMatch(database)
        ? database
        : throw new ArgumentException($"'{database}' is not a database name of the hub.", nameof(database));

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z", RegexOptions.None, 1000)]
    private static partial Regex DatabaseName();
}
