using System.Data.Common;
using System.Globalization;
using Exchange.Connectors.Database.Dialects;
using Npgsql;
using NpgsqlTypes;

namespace Exchange.Connectors.Database.Providers;

/// <summary>PostgreSQL through Npgsql.</summary>
internal sealed class NpgsqlProvider : Provider
{
    public override DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw NoConnectionString("Host=…;Port=…;Database=…;Username=…;Password=…");
        }

        settings.ApplicationName ??= "exchange hub";
        settings.IncludeErrorDetail = false;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, LargestPool);
        settings.CommandTimeout = Seconds(timeout) + 5;
        if (zone.HasIanaId)
        {
            settings.Timezone = zone.Id;
        }

        var options = $"-c statement_timeout={(long)timeout.TotalMilliseconds}" + (readOnly ? " -c default_transaction_read_only=on" : "");
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : $"{settings.Options} {options}";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    public override DbCommand Command(DbConnection connection, Statement statement, TimeSpan timeout)
    {
        var command = new NpgsqlCommand(statement.Sql, (NpgsqlConnection)connection);
        foreach (var (value, _) in statement.Parameters)
        {
            var type = value switch
            {
                int => NpgsqlDbType.Integer,
                byte[] => NpgsqlDbType.Bytea,
                _ => NpgsqlDbType.Text,
            };
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        }

        return command;
    }

    public override IReadOnlyDictionary<string, ColumnType> Types(DbDataReader reader)
    {
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (var column in ((NpgsqlDataReader)reader).GetColumnSchema())
        {
            var type = column.PostgresType;
            var cast = type.Namespace is "pg_catalog" or "" ? Quote(type.InternalName) : $"{Quote(type.Namespace)}.{Quote(type.InternalName)}";
            types.TryAdd(column.ColumnName, new ColumnType(type.InternalName, KindOf(type.InternalName))
            {
                Cast = cast,
                Size = type.InternalName is "varchar" or "bpchar" && column.ColumnSize is > 0 ? column.ColumnSize : null,
            });
        }

        return types;
    }

    public override ValueWriter? Writer(string dataType, Type type, TimeZoneInfo zone) =>
        dataType == "date" ? (w, r, i) => w.WriteStringValue(r.GetFieldValue<DateOnly>(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        : dataType.StartsWith("time ", StringComparison.Ordinal) && type != typeof(DateTimeOffset)
            ? (w, r, i) => w.WriteStringValue(r.GetFieldValue<TimeOnly>(i).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture))
        : null;

    public override DatabaseFault Fault(Exception exception) => exception switch
    {
        PostgresException e => new DatabaseFault(Kind(e.SqlState), e.SqlState)
        {
            Column = string.IsNullOrEmpty(e.ColumnName) ? null : e.ColumnName,

            // Words about names and statements; those about values may quote them.
            Names = e.SqlState[..2] is "42" && e.SqlState is not "42804" ? e.MessageText + "." : null,
        },
        NpgsqlException { InnerException: TimeoutException } => new DatabaseFault(FaultKind.Unreachable, ""),
        _ => new DatabaseFault(FaultKind.Unreachable, ""),
    };

    internal static FaultKind Kind(string code) => code switch
    {
        "28P01" or "28000" => FaultKind.Login,
        "3D000" => FaultKind.NoDatabase,
        "42P01" => FaultKind.NoTable,
        "42703" => FaultKind.NoColumn,
        "42501" => FaultKind.NoRight,
        "25006" => FaultKind.ReadOnly,
        "57014" => FaultKind.TimeOut,
        "40001" or "40P01" or "55P03" => FaultKind.Conflict,
        "23505" => FaultKind.Duplicate,
        "23502" => FaultKind.Missing,
        ['2', '3', ..] => FaultKind.Rule,
        ['2', '2', ..] => FaultKind.Value,
        ['4', '2', ..] => FaultKind.Statement,
        _ => FaultKind.Unreachable,
    };

    private static ValueKind KindOf(string type) => type switch
    {
        "timestamp" => ValueKind.DateTime,
        "timestamptz" => ValueKind.Instant,
        "date" => ValueKind.Date,
        "int2" or "int4" or "int8" or "oid" => ValueKind.Integer,
        "numeric" => ValueKind.Decimal,
        "float4" or "float8" => ValueKind.Float,
        "bool" => ValueKind.Boolean,
        "bytea" => ValueKind.Bytes,
        "uuid" => ValueKind.Guid,
        "text" or "varchar" or "bpchar" or "name" or "citext" => ValueKind.Text,
        "time" or "timetz" => ValueKind.TimeOfDay,
        _ => ValueKind.Other,
    };

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
