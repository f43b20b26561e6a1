using System.Data.Common;
using System.Globalization;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Database.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>PostgreSQL and what speaks its protocol.</summary>
internal sealed class PostgresDialect : IDialect
{
    public DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ExchangeException(
                FailureKind.Configuration, "settings: 'connection' is no connection string.", "Write Host=…;Port=…;Database=…;Username=…;Password=….");
        }

        settings.ApplicationName ??= "exchange hub";
        settings.IncludeErrorDetail = false;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 8);
        settings.CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds) + 5;
        if (zone.HasIanaId)
        {
            settings.Timezone = zone.Id;
        }

        var options = $"-c statement_timeout={(long)timeout.TotalMilliseconds}" + (readOnly ? " -c default_transaction_read_only=on" : "");
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : $"{settings.Options} {options}";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    public DbCommand Command(DbConnection connection, Statement statement)
    {
        var command = new NpgsqlCommand(statement.Sql, (NpgsqlConnection)connection);
        for (var i = 0; i < statement.Parameters.Count; i++)
        {
            var value = statement.Parameters[i];
            var type = value switch
            {
                int => NpgsqlDbType.Integer,
                string?[] => NpgsqlDbType.Array | NpgsqlDbType.Text,
                _ => NpgsqlDbType.Text,
            };
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        }

        return command;
    }

    public Statement Now() => new("select clock_timestamp()", []);

    public Statement Shape(DatabaseStream stream)
    {
        var sql = new PostgresStatement(stream);
        return sql.Finish($"select t.* from {sql.Source(null)} as t limit 0");
    }

    public IReadOnlyDictionary<string, string> Types(DbDataReader reader)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var type = ((NpgsqlDataReader)reader).GetPostgresType(i);
            types[reader.GetName(i)] = type.Namespace is "pg_catalog" or "" ? $"\"{type.InternalName}\"" : $"{Quote(type.Namespace)}.{Quote(type.InternalName)}";
        }

        return types;
    }

    public bool IsTime(string type) => type is "\"timestamp\"" or "\"timestamptz\"" or "\"date\"";

    public Statement Page(PageSelection page)
    {
        var stream = page.Stream;
        var sql = new PostgresStatement(stream);
        var source = sql.Source(page);
        var order = page.Order;
        var columns = order.Select(c => $"t.{Quote(c)}").ToList();
        var conditions = new List<string>();
        if (page.PendingOnly)
        {
            conditions.Add($"t.{Quote(stream.Flag)} = {sql.Value(stream.Pending, page.Types[stream.Flag])}");
        }

        if (stream.Time is { } name && !page.Keyed)
        {
            AddWindow(conditions, sql, page, $"t.{Quote(name)}", page.Types[name]);
        }

        if (page.After is { } after && !page.Keyed)
        {
            conditions.Add(sql.After(columns, [.. order.Select(c => page.Types[c])], after));
        }

        var text = new StringBuilder($"select t.*, {string.Join(", ", columns.Select(c => $"{c}::text"))} from {source} as t");
        if (conditions.Count > 0)
        {
            text.Append(" where ").AppendJoin(" and ", conditions);
        }

        // Rows that never got a version come first; elsewhere the plain order lets an index serve it.
        var nulls = stream.By == Selection.Flag ? " nulls first" : "";
        text.Append(" order by ").AppendJoin(", ", columns.Select(c => c + nulls));
        text.Append(CultureInfo.InvariantCulture, $" limit {page.Limit}");
        return sql.Finish(text.ToString());
    }

    public Statement CountWithoutTime(DatabaseStream stream)
    {
        var sql = new PostgresStatement(stream);
        return sql.Finish($"select count(*) from {sql.Source(null)} as t where t.{Quote(stream.Time!)} is null");
    }

    public Statement Acknowledge(DatabaseStream stream, IReadOnlyDictionary<string, string> types, IReadOnlyList<RowAcknowledgement> rows)
    {
        var sql = new PostgresStatement(stream);
        var flag = Quote(stream.Flag);
        var done = sql.Value(stream.Done, types[stream.Flag]);
        var pending = sql.Value(stream.Pending, types[stream.Flag]);
        var lists = new List<string> { sql.List([.. rows.Select(r => r.Version)]) };
        var match = new List<string> { $"t.{Quote(stream.Time!)} is not distinct from u.version::{types[stream.Time!]}" };
        for (var i = 0; i < stream.Id.Count; i++)
        {
            var place = i;
            lists.Add(sql.List([.. rows.Select(r => r.Key[place])]));
            match.Add($"t.{Quote(stream.Id[i])} = u.key{i}::{types[stream.Id[i]]}");
        }

        var names = string.Join(", ", Enumerable.Range(0, stream.Id.Count).Select(i => $"key{i}"));
        return sql.Finish(
            $"update {sql.Table()} as t set {flag} = {done} from unnest({string.Join(", ", lists)}) as u(version, {names}) "
            + $"where {string.Join(" and ", match)} and t.{flag} = {pending}");
    }

    public Statement MayUpdate(DatabaseStream stream)
    {
        var sql = new PostgresStatement(stream);
        return sql.Finish($"select has_column_privilege({sql.Value(sql.Table(), "text")}, {sql.Value(stream.Flag, "text")}, 'UPDATE')");
    }

    public ExchangeException Explain(Exception exception, string place) => PostgresFailure.Explain(exception, place);

    internal static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void AddWindow(List<string> conditions, PostgresStatement sql, PageSelection page, string column, string type)
    {
        if (page.From is not null)
        {
            // A full read of a flag stream also takes the rows that never got a version.
            var after = $"{column} >= {sql.Value(page.From, type)}";
            conditions.Add(page.Stream.By == Selection.Flag && page.To is null ? $"({after} or {column} is null)" : after);
        }

        if (page.To is not null)
        {
            var within = $"{column} {(page.ToIsExclusive ? "<" : "<=")} {sql.Value(page.To, type)}";
            conditions.Add(page.FarFuture is null ? within : $"({within} or {column} > {sql.Value(page.FarFuture, type)})");
        }
    }
}
