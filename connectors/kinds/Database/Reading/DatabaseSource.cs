using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>Reads tables and queries of a database; writes back nothing but a stream's flag column.</summary>
internal sealed class DatabaseSource : ISourceConnector
{
    private readonly string _system;
    private readonly TimeZoneInfo _zone;
    private readonly IDialect _dialect;
    private readonly IReadOnlyList<DatabaseStream> _streams;
    private readonly IRequestBudget _budget;
    private readonly DbDataSource _reading;
    private readonly DbDataSource _writing;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _types = new(StringComparer.Ordinal);

    public DatabaseSource(ConnectorDeclaration declaration, DatabaseSettings settings, IReadOnlyList<DatabaseStream> streams, ConnectorServices services)
    {
        _system = declaration.Id;
        _zone = declaration.TimeZone;
        _dialect = settings.Dialect;
        _streams = streams;
        _budget = services.Budget;
        _reading = _dialect.Open(settings.Connection, settings.Timeout, _zone, readOnly: true);
        _writing = _dialect.Open(settings.Connection, settings.Timeout, _zone, readOnly: false);
    }

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var stream in _streams)
            {
                await TypesAsync(stream, cancellationToken);
                if (stream.By == Selection.Flag && await ScalarAsync(_dialect.MayUpdate(stream), stream, cancellationToken) is not true)
                {
                    return new CheckResult(false, $"{Place(stream)}: the hub may not update the column '{stream.Flag}'. Have the owner grant UPDATE on it.")
                    {
                        Kind = FailureKind.Configuration,
                    };
                }
            }

            return new CheckResult(true, $"{_system}: the database answers; {_streams.Count} streams have their columns and rights.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(Stream(stream), cancellationToken);
        return new StreamShape(stream, types.ToDictionary(t => t.Key, t => t.Value.Replace("\"", "", StringComparison.Ordinal), StringComparer.Ordinal));
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new StreamRun(this, Stream(request.Stream), request, _zone);
        await foreach (var page in run.PagesAsync(cancellationToken))
        {
            yield return page;
        }
    }

    public async Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        var declared = Stream(stream);
        var rows = acknowledgements.OfType<RowAcknowledgement>().Where(a => !a.Key.Contains(null)).ToList();
        if (declared.By != Selection.Flag || rows.Count == 0)
        {
            return;
        }

        var types = await TypesAsync(declared, cancellationToken);
        await AskAsync(_writing, _dialect.Acknowledge(declared, types, rows), declared, (command, token) => command.ExecuteNonQueryAsync(token), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _reading.DisposeAsync();
        await _writing.DisposeAsync();
    }

    /// <summary>The database's present.</summary>
    internal async Task<DateTimeOffset> NowAsync(DatabaseStream stream, CancellationToken cancellationToken) =>
        new(DateTime.SpecifyKind((DateTime)(await ScalarAsync(_dialect.Now(), stream, cancellationToken))!, DateTimeKind.Utc));

    /// <summary>How many rows a read by time never sees.</summary>
    internal async Task<long> CountWithoutTimeAsync(DatabaseStream stream, CancellationToken cancellationToken) =>
        (long)(await ScalarAsync(_dialect.CountWithoutTime(stream), stream, cancellationToken))!;

    /// <summary>Whether a column holds points in time; others hold them as text or number.</summary>
    internal bool IsTime(string type) => _dialect.IsTime(type);

    /// <summary>The rows of one page.</summary>
    internal Task<RowPage> PageAsync(PageSelection selection, CancellationToken cancellationToken) =>
        AskAsync(_reading, _dialect.Page(selection), selection.Stream, async (command, token) =>
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            return await RowPage.ReadAsync(reader, selection, _zone, token);
        }, cancellationToken);

    /// <summary>The columns of a stream with their types; checked once against what the stream needs.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> TypesAsync(DatabaseStream stream, CancellationToken cancellationToken)
    {
        if (_types.TryGetValue(stream.Name, out var known))
        {
            return known;
        }

        var types = await AskAsync(_reading, _dialect.Shape(stream), stream, async (command, token) =>
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            return _dialect.Types(reader);
        }, cancellationToken);
        var missing = stream.Needed.Where(n => !types.ContainsKey(n)).ToList();
        return missing.Count == 0 ? _types[stream.Name] = types : throw new ExchangeException(
            FailureKind.Configuration,
            $"{Place(stream)}: there is no column {string.Join(", ", missing.Select(m => $"'{m}'"))}.",
            "Check the columns named in the stream; the database writes them in lower case unless they were created in quotes.");
    }

    private Task<object?> ScalarAsync(Statement statement, DatabaseStream stream, CancellationToken cancellationToken) =>
        AskAsync(_reading, statement, stream, (command, token) => command.ExecuteScalarAsync(token), cancellationToken);

    private async Task<T> AskAsync<T>(
        DbDataSource source, Statement statement, DatabaseStream stream, Func<DbCommand, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var permit = await _budget.AcquireAsync(cancellationToken);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = _dialect.Command(connection, statement);
            return await ask(command, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The table may have changed under the hub; its columns are looked up again next time.
            _types.TryRemove(stream.Name, out _);
            throw _dialect.Explain(exception, Place(stream));
        }
    }

    private DatabaseStream Stream(string name) => _streams.FirstOrDefault(s => s.Name == name) ?? throw new ExchangeException(
        FailureKind.Configuration, $"{_system}: there is no stream '{name}'.", $"Known: {string.Join(", ", _streams.Select(s => s.Name))}.");

    private string Place(DatabaseStream stream) => $"{_system}/{stream.Name} ({stream.Place})";
}
