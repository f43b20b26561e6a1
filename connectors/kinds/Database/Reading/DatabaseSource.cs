using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>Reads tables and queries of a database; writes back nothing but a stream's flag column or its receipts.</summary>
internal sealed class DatabaseSource : ISourceConnector
{
    private readonly DatabaseClient _client;
    private readonly IReadOnlyList<DatabaseStream> _streams;
    private readonly ReadStatements _statements;
    private readonly AcknowledgeStatements _acknowledge;
    private readonly ChildReader _children;
    private readonly ConcurrentDictionary<string, StreamTypes> _types = new(StringComparer.Ordinal);

    public DatabaseSource(DatabaseClient client, IReadOnlyList<DatabaseStream> streams)
    {
        _client = client;
        _streams = streams;
        _statements = new ReadStatements(client);
        _acknowledge = new AcknowledgeStatements(client, _statements);
        _children = new ChildReader(client, _statements);
    }

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        var failures = new List<ExchangeException>();
        foreach (var stream in _streams)
        {
            try
            {
                var types = await TypesAsync(stream, cancellationToken);
                if (stream.Acknowledges && (stream.Receipt is null || stream.Query is null))
                {
                    await MayAcknowledgeAsync(stream, types, cancellationToken);
                }
            }
            catch (ExchangeException exception)
            {
                failures.Add(exception);
                if (exception.Kind == FailureKind.Transient)
                {
                    break;
                }
            }
        }

        return failures.Count == 0
            ? new CheckResult(true, $"{_client.System}: the database answers; {_streams.Count} streams have their columns and rights.")
            : new CheckResult(false, string.Join(" ", failures.Select(f => $"{f.Message} {f.Remedy}".TrimEnd()).Distinct())) { Kind = failures[0].Kind };
    }

    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var declared = Stream(stream);
        var types = await TypesAsync(declared, cancellationToken);
        var fields = types.Columns.ToDictionary(t => t.Key, t => t.Value.ToString(), StringComparer.Ordinal);
        for (var i = 0; i < declared.Children.Count; i++)
        {
            foreach (var (column, type) in types.Children[i])
            {
                fields[$"{declared.Children[i].As}.{column}"] = type.ToString();
            }
        }

        return new StreamShape(stream, fields);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new StreamRun(this, Stream(request.Stream), request, _client.Zone);
        await foreach (var page in run.PagesAsync(cancellationToken))
        {
            yield return page;
        }
    }

    public async Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        var declared = Stream(stream);
        var rows = acknowledgements.OfType<RowAcknowledgement>().Where(a => declared.Id.All(i => a[i] is not null)).ToList();
        if (!declared.Acknowledges || rows.Count == 0)
        {
            return;
        }

        var types = await TypesAsync(declared, cancellationToken);
        foreach (var chunk in rows.Chunk(_acknowledge.Chunk(declared)))
        {
            try
            {
                await _client.WriteAsync(_acknowledge.Taken(declared, types, chunk), Place(declared), cancellationToken);
            }
            catch (ExchangeException)
            {
                // The table may have changed under the hub; its columns are looked up again next time.
                _types.TryRemove(declared.Name, out _);
                throw;
            }
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    /// <summary>The database's present.</summary>
    internal Task<DateTimeOffset> NowAsync(DatabaseStream stream, CancellationToken cancellationToken) => _client.NowAsync(Place(stream), cancellationToken);

    /// <summary>How many rows a read forward never sees, because they have no value in a column.</summary>
    internal Task<long> CountWithoutAsync(DatabaseStream stream, string column, CancellationToken cancellationToken) =>
        NumberAsync(_statements.CountWithout(stream, column), stream, null, cancellationToken);

    /// <summary>How many rows a page selects from.</summary>
    internal Task<long> CountAsync(PageSelection selection, SnapshotSession? session, CancellationToken cancellationToken) =>
        NumberAsync(_statements.Count(selection), selection.Stream, session, cancellationToken);

    /// <summary>Begins a snapshot.</summary>
    internal Task<SnapshotSession> SnapshotAsync(DatabaseStream stream, CancellationToken cancellationToken) =>
        SnapshotSession.BeginAsync(_client, Place(stream), cancellationToken);

    /// <summary>Whether a snapshot may be read from.</summary>
    internal Task ProbeAsync(DatabaseStream stream, SnapshotSession session, CancellationToken cancellationToken) =>
        _client.ReadAsync(new Statement($"select 1{_client.Dialect.FromNothing}"), Place(stream), (command, token) => command.ExecuteScalarAsync(token), session, cancellationToken);

    /// <summary>The rows of one page, with their children.</summary>
    internal async Task<RowPage> PageAsync(PageSelection selection, PageBuffers buffers, SnapshotSession? session, CancellationToken cancellationToken)
    {
        var stream = selection.Stream;
        try
        {
            // Large values are read piece by piece; all other rows as a whole, which is faster.
            var behavior = selection.Types.Columns.Values.Any(t => t.Kind == ValueKind.Bytes) ? CommandBehavior.SequentialAccess : CommandBehavior.Default;
            var page = await _client.ReadAsync(_statements.Page(selection), Place(stream), async (command, token) =>
            {
                await using var reader = await command.ExecuteReaderAsync(behavior, token);
                return await RowPage.ReadAsync(reader, selection, _client, buffers, token);
            }, session, cancellationToken);
            if (stream.Children.Count > 0 && page.Count > 0)
            {
                await _children.JoinAsync(page, stream, selection.Types, Place(stream), session, cancellationToken);
            }

            return page;
        }
        catch (ExchangeException)
        {
            _types.TryRemove(stream.Name, out _);
            throw;
        }
    }

    /// <summary>The columns of a stream with their types; checked once against what the stream needs.</summary>
    internal async Task<StreamTypes> TypesAsync(DatabaseStream stream, CancellationToken cancellationToken)
    {
        if (_types.TryGetValue(stream.Name, out var known))
        {
            return known;
        }

        var place = Place(stream);
        var children = new List<IReadOnlyDictionary<string, ColumnType>>();
        foreach (var child in stream.Children)
        {
            children.Add(await ShapeAsync(TableShape.Of(_client, child.Table), $"{place}, child {string.Join('.', child.Table)}", child.Needed, cancellationToken));
        }

        var receipt = stream.Receipt is { } table
            ? await ShapeAsync(TableShape.Of(_client, table.Table), $"{place}, receipts {string.Join('.', table.Table)}", table.Columns.Select(c => c.Name), cancellationToken)
            : new Dictionary<string, ColumnType>();
        return _types[stream.Name] = new StreamTypes(await ShapeAsync(_statements.Shape(stream), place, stream.Needed, cancellationToken))
        {
            Children = children,
            Receipt = receipt,
        };
    }

    private Task<IReadOnlyDictionary<string, ColumnType>> ShapeAsync(Statement statement, string place, IEnumerable<string> needed, CancellationToken cancellationToken) =>
        TableShape.ReadAsync(_client, statement, place, needed, cancellationToken);

    private async Task MayAcknowledgeAsync(DatabaseStream stream, StreamTypes types, CancellationToken cancellationToken)
    {
        try
        {
            await _client.WriteAsync(_acknowledge.Allowed(stream, types), Place(stream), cancellationToken);
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Data)
        {
            // The hub may write; that the trial without a row names no value for a column says nothing.
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Configuration)
        {
            throw stream.Receipt is { } receipt
                ? new ExchangeException(FailureKind.Configuration, $"{Place(stream)}: the hub may not insert into the table '{string.Join('.', receipt.Table)}'.", "Have the owner grant INSERT and SELECT on it.", exception)
                : new ExchangeException(FailureKind.Configuration, $"{Place(stream)}: the hub may not update the column '{stream.Flag}'.", "Have the owner grant UPDATE on it.", exception);
        }
    }

    private async Task<long> NumberAsync(Statement statement, DatabaseStream stream, SnapshotSession? session, CancellationToken cancellationToken) =>
        Convert.ToInt64(await _client.ReadAsync(statement, Place(stream), (command, token) => command.ExecuteScalarAsync(token), session, cancellationToken), CultureInfo.InvariantCulture);

    private DatabaseStream Stream(string name) => _streams.FirstOrDefault(s => s.Name == name) ?? throw new ExchangeException(
        FailureKind.Configuration, $"{_client.System}: there is no stream '{name}'.", $"Known: {string.Join(", ", _streams.Select(s => s.Name))}.");

    private string Place(DatabaseStream stream) => $"{_client.System}/{stream.Name} ({stream.Place})";
}
