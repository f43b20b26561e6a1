using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The statements that tell a database which rows have been taken: only where they are still as they were read.</summary>
/// <param name="client">The database.</param>
/// <param name="reading">The statements that read.</param>
internal sealed class AcknowledgeStatements(DatabaseClient client, ReadStatements reading)
{
    /// <summary>How many rows one statement marks.</summary>
    public int Chunk(DatabaseStream stream) => stream is { Receipt: not null, Query: not null } ? 1 : client.Dialect is PostgresDialect ? 2000 : 200;

    /// <summary>Sets the flag of rows, or inserts their receipts.</summary>
    public Statement Taken(DatabaseStream stream, StreamTypes types, IReadOnlyList<RowAcknowledgement> rows) =>
        stream.Receipt is { } receipt ? Receipt(stream, receipt, types, rows) : Flag(stream, types, rows);

    /// <summary>The statement that fails where the hub may not write back; it changes nothing.</summary>
    public Statement Allowed(DatabaseStream stream, StreamTypes types)
    {
        if (stream.Receipt is { } receipt)
        {
            var text = client.Text();
            var (names, values) = Values(text, receipt, types.Receipt, null);
            return text.Finish($"insert into {client.Dialect.Table(receipt.Table)} ({names}) select {values} from {client.Dialect.Table(stream.Table)} t where 1 = 0");
        }

        var flag = client.Dialect.Quote(stream.Flag);
        return new Statement($"update {client.Dialect.Table(stream.Table)} set {flag} = {flag} where 1 = 0");
    }

    private Statement Flag(DatabaseStream stream, StreamTypes types, IReadOnlyList<RowAcknowledgement> rows)
    {
        var text = client.Text();
        var flag = client.Dialect.Quote(stream.Flag);
        var done = text.Value(stream.Done, types.Columns[stream.Flag]);
        if (client.Dialect is PostgresDialect)
        {
            return Joined(text, stream, types, rows, done);
        }

        var match = Rows(text, stream, types, rows, "");
        return text.Finish($"update {client.Dialect.Table(stream.Table)} set {flag} = {done} where ({match}) and {flag} = {text.Value(stream.Pending, types.Columns[stream.Flag])}");
    }

    // One join instead of a long list of conditions.
    private Statement Joined(StatementText text, DatabaseStream stream, StreamTypes types, IReadOnlyList<RowAcknowledgement> rows, string done)
    {
        var columns = Columns(stream);
        var list = string.Join(", ", rows.Select(r => $"({string.Join(", ", columns.Select(c => text.Value(r[c], types.Columns[c])))})"));
        var names = string.Join(", ", columns.Select((_, i) => $"c{i}"));
        var match = string.Join(" and ", columns.Select((c, i) => $"t.{client.Dialect.Quote(c)} {(stream.Id.Contains(c) ? "=" : "is not distinct from")} u.c{i}"));

        var flag = client.Dialect.Quote(stream.Flag);
        return text.Finish(
            $"update {client.Dialect.Table(stream.Table)} t set {flag} = {done} from (values {list}) u({names}) where {match} and t.{flag} = {text.Value(stream.Pending, types.Columns[stream.Flag])}");
    }

    // Taken from the row itself, so that a row edited or gone meanwhile gets no receipt; with a query, from what was read.
    private Statement Receipt(DatabaseStream stream, ReceiptTable receipt, StreamTypes types, IReadOnlyList<RowAcknowledgement> rows)
    {
        var text = client.Text();
        if (stream.Query is null)
        {
            var (names, values) = Values(text, receipt, types.Receipt, null);
            var match = Rows(text, stream, types, rows, "t.");
            return text.Finish(
                $"insert into {client.Dialect.Table(receipt.Table)} ({names}) select {values} from {client.Dialect.Table(stream.Table)} t where ({match}) and not {reading.Receipt(text, receipt, types.Receipt)}");
        }

        var row = rows[0];
        var (columns, read) = Values(text, receipt, types.Receipt, row);
        var known = receipt.Match.Select(c => $"r.{client.Dialect.Quote(c.Name)} = {text.Value(c.From is { } from ? row[from] : c.Constant, types.Receipt[c.Name])}").ToList();
        return text.Finish(
            $"insert into {client.Dialect.Table(receipt.Table)} ({columns}) select {read}{client.Dialect.FromNothing} where not exists (select 1 from {client.Dialect.Table(receipt.Table)} r where {string.Join(" and ", known)})");
    }

    private (string Names, string Values) Values(StatementText text, ReceiptTable receipt, IReadOnlyDictionary<string, ColumnType> types, RowAcknowledgement? row)
    {
        var values = receipt.Columns.Select(c => c switch
        {
            { Now: true } => client.Dialect.LocalNow,
            { From: { } from } => row is null ? $"t.{client.Dialect.Quote(from)}" : text.Value(row[from], types[c.Name]),
            _ => text.Value(c.Constant, types[c.Name]),
        }).ToList();
        return (string.Join(", ", receipt.Columns.Select(c => client.Dialect.Quote(c.Name))), string.Join(", ", values));
    }

    private string Rows(StatementText text, DatabaseStream stream, StreamTypes types, IReadOnlyList<RowAcknowledgement> rows, string prefix)
    {
        var columns = Columns(stream);
        return string.Join(" or ", rows.Select(row =>
            $"({string.Join(" and ", columns.Select(c => text.Same(prefix + client.Dialect.Quote(c), row[c], types.Columns[c])))})"));
    }

    private static List<string> Columns(DatabaseStream stream) => [.. stream.Id.Concat(stream.Version is { } version ? [version] : []).Distinct(StringComparer.Ordinal)];
}
