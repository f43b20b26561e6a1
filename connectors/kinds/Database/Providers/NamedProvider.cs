using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Providers;

/// <summary>Any ADO.NET provider, by its factory; the dialect tells what its numbers mean.</summary>
/// <param name="dialect">The word of the dialect.</param>
/// <param name="load">Loads the factory.</param>
internal sealed partial class NamedProvider(string dialect, Func<DbProviderFactory> load) : Provider
{
    public override IsolationLevel Snapshot => dialect is "sqlserver" ? IsolationLevel.Snapshot
        : dialect is "oracle" or "oracle11" or "dameng" ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead;

    public override DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly)
    {
        var factory = load();
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connection };
            return factory.CreateDataSource(settings.ConnectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw NoConnectionString("the connection string of the provider");
        }
    }

    public override DbCommand Command(DbConnection connection, Statement statement, TimeSpan timeout)
    {
        var command = base.Command(connection, statement, timeout);

        // Oracle's provider takes parameters by their place unless told otherwise.
        command.GetType().GetProperty("BindByName")?.SetValue(command, true);
        return command;
    }

    public override ValueWriter? Writer(string dataType, Type type, TimeZoneInfo zone) =>
        dataType.Equals("raw", StringComparison.OrdinalIgnoreCase) ? (w, r, i) => w.WriteStringValue(Convert.ToHexString(r.GetFieldValue<byte[]>(i)))
        : dataType.Equals("date", StringComparison.OrdinalIgnoreCase) && dialect is not ("oracle" or "oracle11") && type == typeof(DateTime)
            ? (w, r, i) => w.WriteStringValue(r.GetDateTime(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        : null;

    public override DatabaseFault Fault(Exception exception)
    {
        if (exception is not DbException failure)
        {
            return new DatabaseFault(exception is TimeoutException ? FaultKind.TimeOut : FaultKind.Unreachable, "");
        }

        var code = Code(failure);
        return new DatabaseFault(Kind(code), code);
    }

    /// <summary>What a code of the dialect means.</summary>
    internal FaultKind Kind(string code) => dialect switch
    {
        "oracle" or "oracle11" => FaultCodes.Oracle(code),
        "dameng" => FaultCodes.Dameng(code),
        "sqlserver" => int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? SqlClientProvider.Kind(number) : FaultKind.Unreachable,
        "mysql" => int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? MySqlProvider.Kind(number) : FaultKind.Unreachable,
        _ => NpgsqlProvider.Kind(code),
    };

    protected override ColumnType Type(string dataType, Type type, int? size) =>
        dataType.Equals("date", StringComparison.OrdinalIgnoreCase) && dialect is not ("oracle" or "oracle11")
            ? new ColumnType("date", ValueKind.Date)
            : base.Type(dataType, type, size);

    protected override void Bind(DbParameter parameter, SqlValue value)
    {
        base.Bind(parameter, value);
        switch (value.Type?.Name)
        {
            case "date" when dialect is "oracle" or "oracle11":
                // As a timestamp it would keep an index on the column from being used.
                parameter.DbType = DbType.Date;
                break;
            case "char" when dialect is "oracle" or "oracle11":
                // A char is compared with its padding.
                parameter.DbType = DbType.AnsiStringFixedLength;
                break;
        }
    }

    private static string Code(DbException failure)
    {
        if (!string.IsNullOrEmpty(failure.SqlState) && failure.SqlState.Length == 5 && failure.GetType().GetProperty("Number") is null)
        {
            return failure.SqlState;
        }

        return failure.GetType().GetProperty("Number")?.GetValue(failure) is int number
            ? number.ToString(CultureInfo.InvariantCulture)
            : OracleNumber().Match(failure.Message) is { Success: true } match ? match.Groups[1].Value.TrimStart('0')
            : failure.ErrorCode.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^ORA-([0-9]{1,6})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OracleNumber();
}
