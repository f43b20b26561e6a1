using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Looks up the columns of a sink's tables, once.</summary>
/// <param name="client">The database.</param>
/// <param name="sink">The sink.</param>
internal sealed class TargetTables(DatabaseClient client, DatabaseSink sink)
{
    private TargetColumns? _known;

    /// <summary>The columns; checked against what the sink needs.</summary>
    public async Task<TargetColumns> ReadAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _known) is { } known)
        {
            return known;
        }

        var tables = new List<IReadOnlyDictionary<string, ColumnType>>();
        foreach (var table in sink.Tables)
        {
            tables.Add(await ShapeAsync(table.Table, table.Needed, cancellationToken));
        }

        var read = new TargetColumns(tables)
        {
            Verdict = sink.Verdict is { } verdict
                ? await ShapeAsync(verdict.Table, verdict.Key.Select(k => k.Key).Append(verdict.Code).Concat(verdict.Message is { } message ? [message] : []), cancellationToken)
                : new Dictionary<string, ColumnType>(),
            Held = sink.Held is { } held
                ? await ShapeAsync(held.Table, new[] { held.Key, held.Version, held.Digest }.OfType<string>(), cancellationToken)
                : new Dictionary<string, ColumnType>(),
        };
        Volatile.Write(ref _known, read);
        return read;
    }

    /// <summary>Looks them up again next time: the tables may have changed under the hub.</summary>
    public void Forget() => Volatile.Write(ref _known, null);

    private Task<IReadOnlyDictionary<string, ColumnType>> ShapeAsync(IReadOnlyList<string> table, IEnumerable<string> needed, CancellationToken cancellationToken) =>
        TableShape.ReadAsync(client, TableShape.Of(client, table), $"{client.System} (table {string.Join('.', table)})", needed, cancellationToken);
}
