using System.Data.Common;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Database.Dialects;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database;

/// <summary>Talks to one database: small pools, a permit for every statement, failures explained.</summary>
internal sealed class DatabaseClient : IAsyncDisposable
{
    private readonly IRequestBudget _budget;
    private readonly DbDataSource _reading;
    private readonly DbDataSource _writing;

    public DatabaseClient(ConnectorDeclaration declaration, DatabaseSettings settings, ConnectorServices services)
    {
        System = declaration.Id;
        Zone = declaration.TimeZone;
        Settings = settings;
        _budget = services.Budget;
        _reading = settings.Provider.Open(settings.Connection, settings.Timeout, Zone, readOnly: true);
        _writing = settings.Provider.Open(settings.Connection, settings.Timeout, Zone, readOnly: false);
    }

    public string System { get; }

    public TimeZoneInfo Zone { get; }

    public DatabaseSettings Settings { get; }

    public Dialect Dialect => Settings.Dialect;

    public Provider Provider => Settings.Provider;

    /// <summary>A statement under construction.</summary>
    public StatementText Text() => new(Dialect, Zone);

    /// <summary>Opens a connection.</summary>
    public Task<DbConnection> OpenAsync(bool writes, CancellationToken cancellationToken) => (writes ? _writing : _reading).OpenConnectionAsync(cancellationToken).AsTask();

    /// <summary>Waits for a permit of the system's budget.</summary>
    public ValueTask<IDisposable> PermitAsync(CancellationToken cancellationToken) => _budget.AcquireAsync(cancellationToken);

    /// <summary>A command for a statement.</summary>
    public DbCommand Command(DbConnection connection, Statement statement) => Provider.Command(connection, statement, Settings.Timeout);

    /// <summary>Runs a statement that reads.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="place">What is read, for messages.</param>
    /// <param name="ask">Reads the answer.</param>
    /// <param name="session">The session it belongs to; <see langword="null"/> for one of its own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<T> ReadAsync<T>(Statement statement, string place, Func<DbCommand, CancellationToken, Task<T>> ask, SnapshotSession? session, CancellationToken cancellationToken) =>
        AskAsync(writes: false, statement, place, ask, session, cancellationToken);

    /// <summary>Runs a statement that writes; returns how many rows it touched.</summary>
    public Task<int> WriteAsync(Statement statement, string place, CancellationToken cancellationToken) =>
        AskAsync(writes: true, statement, place, (command, token) => command.ExecuteNonQueryAsync(token), null, cancellationToken);

    /// <summary>The database's present.</summary>
    public async Task<DateTimeOffset> NowAsync(string place, CancellationToken cancellationToken)
    {
        var now = await ReadAsync(new Statement(Dialect.UtcNow), place, (command, token) => command.ExecuteScalarAsync(token), null, cancellationToken);
        return now switch
        {
            DateTimeOffset instant => instant,
            DateTime { Kind: DateTimeKind.Local } local => local,
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            _ => ColumnValue.Parse(Provider.Text(now), ValueKind.DateTime, TimeZoneInfo.Utc) is DateTime time
                ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
                : throw new InvalidOperationException("The database did not tell its present."),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _reading.DisposeAsync();
        await _writing.DisposeAsync();
    }

    private async Task<T> AskAsync<T>(
        bool writes, Statement statement, string place, Func<DbCommand, CancellationToken, Task<T>> ask, SnapshotSession? session, CancellationToken cancellationToken)
    {
        using var permit = await PermitAsync(cancellationToken);
        try
        {
            if (session is not null)
            {
                await using var inside = Command(session.Connection, statement);
                inside.Transaction = session.Transaction;
                return await ask(inside, cancellationToken);
            }

            await using var connection = await OpenAsync(writes, cancellationToken);
            await using var command = Command(connection, statement);
            return await ask(command, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FaultText.Explain(exception, Provider, place);
        }
    }
}
