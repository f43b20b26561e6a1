using System.Data;
using System.Data.Common;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Providers;

/// <summary>An ADO.NET provider: connections, parameters, the types of results, and what its failures mean.</summary>
internal abstract class Provider
{
    /// <summary>How many connections a pool may hold: front-end databases belong to others.</summary>
    protected const int LargestPool = 8;

    /// <summary>How one snapshot over several statements is asked for.</summary>
    public virtual IsolationLevel Snapshot => IsolationLevel.RepeatableRead;

    /// <summary>Makes a pool of connections; opens nothing yet.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="timeout">How long a statement may take.</param>
    /// <param name="zone">The zone of the sessions, where they have one.</param>
    /// <param name="readOnly">Whether the sessions must not write.</param>
    public abstract DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly);

    /// <summary>What an exception of the provider means.</summary>
    public abstract DatabaseFault Fault(Exception exception);

    /// <summary>A command for a statement.</summary>
    public virtual DbCommand Command(DbConnection connection, Statement statement, TimeSpan timeout)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Sql;
        command.CommandTimeout = Seconds(timeout);
        for (var i = 0; i < statement.Parameters.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i + 1}";
            Bind(parameter, statement.Parameters[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The columns of a result with their types, by name.</summary>
    public virtual IReadOnlyDictionary<string, ColumnType> Types(DbDataReader reader)
    {
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (var column in Schema(reader))
        {
            types.TryAdd(column.ColumnName, Type(column.DataTypeName ?? column.DataType?.Name ?? "", column.DataType ?? typeof(object), column.ColumnSize));
        }

        return types;
    }

    /// <summary>How the values of a column are written; <see langword="null"/> for the usual way.</summary>
    public virtual ValueWriter? Writer(string dataType, Type type, TimeZoneInfo zone) => null;

    /// <summary>The text of a value, for positions and versions.</summary>
    public virtual string? Text(object? value) => ColumnValue.Text(value);

    /// <summary>The type of a column.</summary>
    protected virtual ColumnType Type(string dataType, Type type, int? size) => new(dataType.ToLowerInvariant(), Kind(dataType, type))
    {
        Size = size is > 0 and < int.MaxValue / 4 ? size : null,
    };

    /// <summary>Gives a parameter its value and type.</summary>
    protected virtual void Bind(DbParameter parameter, SqlValue value)
    {
        parameter.Value = value.Value ?? DBNull.Value;
        if (value.Value is null && value.Type is { Kind: ValueKind.Bytes })
        {
            parameter.DbType = DbType.Binary;
        }
    }

    /// <summary>Seconds for a time-out, at least one.</summary>
    protected static int Seconds(TimeSpan timeout) => Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));

    /// <summary>A failure for a connection string that is none; it is not quoted, because it may hold a password.</summary>
    protected static ExchangeException NoConnectionString(string sample) =>
        new(FailureKind.Configuration, "settings: 'connection' is no connection string.", $"Write {sample}.");

    private static ValueKind Kind(string dataType, Type type)
    {
        if (dataType.Equals("date", StringComparison.OrdinalIgnoreCase))
        {
            // Oracle's DATE has a time; providers that mean a day alone say so elsewhere.
            return type == typeof(DateTime) ? ValueKind.DateTime : ValueKind.Date;
        }

        return System.Type.GetTypeCode(type) switch
        {
            TypeCode.String or TypeCode.Char => ValueKind.Text,
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => ValueKind.Integer,
            TypeCode.Decimal => ValueKind.Decimal,
            TypeCode.Single or TypeCode.Double => ValueKind.Float,
            TypeCode.Boolean => ValueKind.Boolean,
            TypeCode.DateTime => ValueKind.DateTime,
            _ when type == typeof(DateTimeOffset) => ValueKind.Instant,
            _ when type == typeof(DateOnly) => ValueKind.Date,
            _ when type == typeof(TimeSpan) || type == typeof(TimeOnly) => ValueKind.TimeOfDay,
            _ when type == typeof(byte[]) => ValueKind.Bytes,
            _ when type == typeof(Guid) => ValueKind.Guid,
            _ => ValueKind.Other,
        };
    }

    private static IEnumerable<DbColumn> Schema(DbDataReader reader) => reader.CanGetColumnSchema() ? reader.GetColumnSchema() : Plain(reader);

    private static IEnumerable<DbColumn> Plain(DbDataReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
        {
            yield return new PlainColumn(reader.GetName(i), reader.GetDataTypeName(i), reader.GetFieldType(i));
        }
    }
}
