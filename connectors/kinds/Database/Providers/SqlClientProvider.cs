using System.Data;
using System.Data.Common;
using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Database.Dialects;
using Microsoft.Data.SqlClient;

namespace Exchange.Connectors.Database.Providers;

/// <summary>SQL Server through Microsoft.Data.SqlClient.</summary>
internal sealed class SqlClientProvider : Provider
{
    private const int SimplifiedChinese = 2052;

    public override IsolationLevel Snapshot => IsolationLevel.Snapshot;

    public override DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly)
    {
        NeedCultures();
        SqlConnectionStringBuilder settings;
        try
        {
            settings = new SqlConnectionStringBuilder(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw NoConnectionString("Server=host,1433;Database=…;User ID=…;Password=…;Encrypt=…");
        }

        settings.ApplicationName = "exchange hub";
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, LargestPool);
        if (readOnly)
        {
            // Its own pool; and where there is a secondary to read from, it may be used.
            settings.ApplicationIntent = ApplicationIntent.ReadOnly;
        }

        return SqlClientFactory.Instance.CreateDataSource(settings.ConnectionString);
    }

    public override ValueWriter? Writer(string dataType, Type type, TimeZoneInfo zone) => dataType.ToLowerInvariant() switch
    {
        "date" => (w, r, i) => w.WriteStringValue(r.GetDateTime(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "bit" => (w, r, i) => w.WriteNumberValue(r.GetBoolean(i) ? 1 : 0),
        "decimal" or "numeric" => (w, r, i) => w.WriteRawValue(((SqlDataReader)r).GetSqlDecimal(i).ToString(), skipInputValidation: true),
        _ => null,
    };

    public override DatabaseFault Fault(Exception exception) => exception is not SqlException e
        ? new DatabaseFault(FaultKind.Unreachable, "")
        : new DatabaseFault(Kind(e.Number), e.Number.ToString(CultureInfo.InvariantCulture))
        {
            Names = Kind(e.Number) is FaultKind.NoTable or FaultKind.NoColumn ? e.Message : null,
        };

    protected override ColumnType Type(string dataType, Type type, int? size) => dataType.ToLowerInvariant() switch
    {
        "date" => new ColumnType("date", ValueKind.Date),
        "bit" => new ColumnType("bit", ValueKind.Integer),
        "timestamp" or "rowversion" => new ColumnType("rowversion", ValueKind.Bytes),
        _ => base.Type(dataType, type, size),
    };

    protected override void Bind(DbParameter parameter, SqlValue value)
    {
        base.Bind(parameter, value);
        switch (value.Type?.Name)
        {
            // A datetime compared with a finer type is never equal to itself; a varchar compared with unicode uses no index.
            case "datetime" or "smalldatetime":
                parameter.DbType = DbType.DateTime;
                break;
            case "datetime2":
                parameter.DbType = DbType.DateTime2;
                break;
            case "varchar" or "text":
                parameter.DbType = DbType.AnsiString;
                break;
            case "char":
                parameter.DbType = DbType.AnsiStringFixedLength;
                break;
        }
    }

    // The driver finds code pages by culture, and refuses to work where the program says it has none. What counts is whether
    // they are there: the environment may have switched them on again.
    private static void NeedCultures()
    {
        try
        {
            if (CultureInfo.GetCultureInfo(SimplifiedChinese).TextInfo.ANSICodePage == 936)
            {
                AppContext.SetSwitch("System.Globalization.Invariant", false);
                return;
            }
        }
        catch (CultureNotFoundException)
        {
            // Told below.
        }

        throw new ExchangeException(
            FailureKind.System, "settings: provider: SQL Server's driver needs the language data of the system (ICU), and the hub runs without it.",
            "Install libicu and start the hub with DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0.");
    }

    internal static FaultKind Kind(int number) => number switch
    {
        18456 or 18452 or 18487 or 18488 => FaultKind.Login,
        4060 or 911 => FaultKind.NoDatabase,
        208 => FaultKind.NoTable,
        207 => FaultKind.NoColumn,
        229 or 230 or 262 or 300 => FaultKind.NoRight,
        3906 => FaultKind.ReadOnly,
        -2 or 3617 => FaultKind.TimeOut,
        1205 or 1222 or 3960 => FaultKind.Conflict,
        2601 or 2627 => FaultKind.Duplicate,
        515 => FaultKind.Missing,
        547 or 50000 => FaultKind.Rule,
        220 or 241 or 242 or 245 or 248 or 2628 or 8114 or 8115 or 8152 or 8169 => FaultKind.Value,
        3952 or 3956 => FaultKind.NoSnapshot,
        102 or 105 or 156 or 170 or 205 or 209 or 402 or 1033 or 4104 or 8120 or 206 => FaultKind.Statement,
        _ => FaultKind.Unreachable,
    };
}
