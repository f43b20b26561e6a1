using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Writing;

/// <summary>
/// The statements that write front-end tables. A row is changed and, where there was none, inserted: the two steps tell a new
/// row from a changed one, need no unique index, and are the same in every dialect.
/// </summary>
/// <param name="client">The database.</param>
/// <param name="sink">The sink.</param>
internal sealed class WriteStatements(DatabaseClient client, DatabaseSink sink)
{
    private const string Ghost = "r";

    /// <summary>Changes the row of a key, unless it holds this version or a newer one; <see langword="null"/> where there is nothing to change.</summary>
    public Statement? Update(SinkRow row, IReadOnlyDictionary<string, ColumnType> types, string operation)
    {
        var text = client.Text();
        var changes = Filled(row, operation).Where(c => !row.Table.Key.Contains(c.Column)).Select(c => $"{Quote(c.Column)} = {Value(text, c, types)}").ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var conditions = Key(text, row, types, "");
        if (row.Index == 0 && VersionColumn(row.Table, types) is { } version)
        {
            conditions.Add($"({Quote(version)} is null or {Quote(version)} < {text.Value(row.Values[version], types[version])})");
        }

        return text.Finish($"update {client.Dialect.Table(row.Table.Table)} set {string.Join(", ", changes)} where {string.Join(" and ", conditions)}");
    }

    /// <summary>Inserts a row.</summary>
    public Statement Insert(SinkRow row, IReadOnlyDictionary<string, ColumnType> types, string operation)
    {
        var text = client.Text();
        var columns = Filled(row, operation).ToList();
        return text.Finish(
            $"insert into {client.Dialect.Table(row.Table.Table)} ({string.Join(", ", columns.Select(c => Quote(c.Column)))}) values ({string.Join(", ", columns.Select(c => Value(text, c, types)))})");
    }

    /// <summary>Inserts a row where its key does not exist yet.</summary>
    public Statement InsertOnce(SinkRow row, IReadOnlyDictionary<string, ColumnType> types, string operation)
    {
        var text = client.Text();
        var table = client.Dialect.Table(row.Table.Table);
        var columns = Filled(row, operation).ToList();
        var values = string.Join(", ", columns.Select(c => Value(text, c, types)));
        return text.Finish(
            $"insert into {table} ({string.Join(", ", columns.Select(c => Quote(c.Column)))}) select {values}{client.Dialect.FromNothing} "
            + $"where not exists (select 1 from {table} {Ghost} where {string.Join(" and ", Key(text, row, types, Ghost + "."))})");
    }

    /// <summary>Counts the rows of a key.</summary>
    public Statement Exists(SinkRow row, IReadOnlyDictionary<string, ColumnType> types)
    {
        var text = client.Text();
        return text.Finish($"select count(*) from {client.Dialect.Table(row.Table.Table)} where {string.Join(" and ", Key(text, row, types, ""))}");
    }

    /// <summary>Removes the row of a key.</summary>
    public Statement Delete(SinkRow row, IReadOnlyDictionary<string, ColumnType> types)
    {
        var text = client.Text();
        return text.Finish($"delete from {client.Dialect.Table(row.Table.Table)} where {string.Join(" and ", Key(text, row, types, ""))}");
    }

    /// <summary>Removes the rows that belong to an item.</summary>
    public Statement DeleteParts(SinkTable table, IReadOnlyDictionary<string, string?> parent, IReadOnlyDictionary<string, ColumnType> types)
    {
        var text = client.Text();
        return text.Finish($"delete from {client.Dialect.Table(table.Table)} where {string.Join(" and ", parent.Select(p => text.Same(Quote(p.Key), p.Value, types[p.Key])))}");
    }

    /// <summary>What a table says about some rows: the columns asked for, found by keys.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The columns of the key.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="asked">The other columns.</param>
    /// <param name="types">The columns' types.</param>
    public Statement Ask(IReadOnlyList<string> table, IReadOnlyList<string> key, IReadOnlyList<string?[]> keys, IReadOnlyList<string> asked, IReadOnlyDictionary<string, ColumnType> types)
    {
        var text = client.Text();
        var columns = string.Join(", ", key.Concat(asked).Select((c, i) => $"{client.Dialect.Position(Quote(c))} {Quote($"kept_{i}")}"));
        var match = key.Count == 1
            ? text.In(Quote(key[0]), keys.Select(k => k[0]), types[key[0]])
            : string.Join(" or ", keys.Select(k => $"({string.Join(" and ", key.Select((c, i) => text.Same(Quote(c), k[i], types[c])))})"));
        return text.Finish($"select {columns} from {client.Dialect.Table(table)} where {match}");
    }

    /// <summary>The next page of what a table holds, in the order of its keys.</summary>
    public Statement List(HeldSettings held, string? after, IReadOnlyDictionary<string, ColumnType> types)
    {
        var text = client.Text();
        var columns = new[] { held.Key, held.Version, held.Digest }.OfType<string>().Select((c, i) => $"{client.Dialect.Position(Quote(c))} {Quote($"kept_{i}")}");
        var key = Quote(held.Key);
        var where = after is null ? $"{key} is not null" : $"{key} > {text.Value(after, types[held.Key])}";
        return text.Finish(client.Dialect.Select(string.Join(", ", columns), $"{client.Dialect.Table(held.Table)} where {where}", key, held.Limit));
    }

    /// <summary>Statements that fail where the hub may not write; they change nothing.</summary>
    public IEnumerable<Statement> Allowed(SinkTable table, IReadOnlyDictionary<string, ColumnType> types)
    {
        var name = client.Dialect.Table(table.Table);
        var columns = table.Needed.Concat(table == sink.Root && sink.Verdict is { InRow: true } verdict ? [verdict.Code] : []).Where(types.ContainsKey).Distinct().ToList();
        var list = string.Join(", ", columns.Select(Quote));
        yield return new Statement($"insert into {name} ({list}) select {list} from {name} where 1 = 0");
        if (table.Write == WriteMode.Upsert)
        {
            var changed = columns.FirstOrDefault(c => !table.Key.Contains(c)) ?? columns[0];
            yield return new Statement($"update {name} set {Quote(changed)} = {Quote(changed)} where 1 = 0");
        }

        if (table.Write == WriteMode.Replace || table.DeletesWithdrawn)
        {
            yield return new Statement($"delete from {name} where 1 = 0");
        }
    }

    /// <summary>The column that holds the version as a number, so that an older one never replaces a newer one.</summary>
    public static string? VersionColumn(SinkTable table, IReadOnlyDictionary<string, ColumnType> types) =>
        table.ColumnOf("version") is { } column && !table.Key.Contains(column) && types[column].Kind is ValueKind.Integer or ValueKind.Decimal ? table.ColumnOf("version") : null;

    private IEnumerable<(string Column, string? Value, bool Now)> Filled(SinkRow row, string operation)
    {
        var own = row.Table.Set.Where(s => s.Name is "now" or "operation").ToDictionary(s => s.Column);
        foreach (var (column, value) in row.Values.Where(v => !own.ContainsKey(v.Key)))
        {
            yield return (column, value, false);
        }

        foreach (var set in own.Values)
        {
            yield return (set.Column, set.Name == "now" ? null : operation, set.Name == "now");
        }

        // The verdict on an older version says nothing about this one.
        if (row.Index == 0 && sink.Verdict is { InRow: true } verdict)
        {
            if (!row.Values.ContainsKey(verdict.Code) && (verdict.Pending.Count > 0 || row.Table.Write == WriteMode.Upsert))
            {
                yield return (verdict.Code, verdict.Pending.FirstOrDefault(p => p.Length > 0), false);
            }

            if (verdict.Message is { } message && !row.Values.ContainsKey(message) && row.Table.Write == WriteMode.Upsert)
            {
                yield return (message, null, false);
            }
        }
    }

    private string Value(StatementText text, (string Column, string? Value, bool Now) filled, IReadOnlyDictionary<string, ColumnType> types)
    {
        if (filled.Now)
        {
            return client.Dialect.LocalNow;
        }

        var type = types[filled.Column];
        return type.Kind == ValueKind.Bytes && filled.Value is { } document
            ? text.Object((sink.Characters ?? System.Text.Encoding.UTF8).GetBytes(document), type)
            : text.Value(type.IsTime ? InZone(filled.Value, type) : filled.Value, type);
    }

    // A time with an offset is written as the system's own clock showed it.
    private string? InZone(string? value, ColumnType type) => ColumnValue.Text(ColumnValue.Parse(value, type.Kind, client.Zone));

    private List<string> Key(StatementText text, SinkRow row, IReadOnlyDictionary<string, ColumnType> types, string prefix) =>
        [.. row.Table.Key.Select(k => text.Same(prefix + Quote(k), row.Values[k], types[k]))];

    private string Quote(string name) => client.Dialect.Quote(name);
}
