using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Exchange.Connectors.Database.Dialects;
using MySqlConnector;

namespace Exchange.Connectors.Database.Providers;

/// <summary>MySQL and MariaDB through MySqlConnector.</summary>
internal sealed partial class MySqlProvider : Provider
{
    public override DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly)
    {
        MySqlConnectionStringBuilder settings;
        try
        {
            settings = new MySqlConnectionStringBuilder(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw NoConnectionString("Server=…;Port=…;Database=…;User ID=…;Password=…");
        }

        settings.ApplicationName = "exchange hub";
        settings.MaximumPoolSize = Math.Min(settings.MaximumPoolSize, LargestPool);
        settings.DefaultCommandTimeout = (uint)Seconds(timeout);

        // A tinyint(1) holds codes as often as yes and no; a zero date is a value to hand on; a char(36) is a text.
        settings.TreatTinyAsBoolean = false;
        settings.AllowZeroDateTime = true;
        settings.GuidFormat = MySqlGuidFormat.None;
        settings.ConnectionReset = false;
        settings.UseAffectedRows = false;
        settings.AllowLoadLocalInfile = false;
        var setup = Setup(zone, readOnly);
        return new MySqlDataSourceBuilder(settings.ConnectionString)
            .UseConnectionOpenedCallback(async (context, cancellationToken) =>
            {
                if (context.Conditions.HasFlag(MySqlConnectionOpenedConditions.New))
                {
                    await using var command = new MySqlCommand(setup, context.Connection);
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }
            })
            .Build();
    }

    public override ValueWriter? Writer(string dataType, Type type, TimeZoneInfo zone) => dataType switch
    {
        "DATETIME" or "TIMESTAMP" or "DATE" when type == typeof(MySqlDateTime) => (w, r, i) => w.WriteStringValue(Time(((MySqlDataReader)r).GetMySqlDateTime(i), dataType == "DATE")),
        "BIT" => (w, r, i) => w.WriteNumberValue(r.GetFieldValue<ulong>(i)),
        "TIME" => (w, r, i) => w.WriteStringValue(TimeOfDay(r.GetFieldValue<TimeSpan>(i))),
        "DECIMAL" => (w, r, i) => w.WriteRawValue(((MySqlDataReader)r).GetMySqlDecimal(i).ToString(), skipInputValidation: true),
        _ => null,
    };

    public override string? Text(object? value) => value is MySqlDateTime time ? Time(time, day: false) : base.Text(value);

    public override DatabaseFault Fault(Exception exception) => exception switch
    {
        MySqlException { InnerException: TimeoutException } or MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => new DatabaseFault(FaultKind.TimeOut, ""),
        MySqlException e => new DatabaseFault(Kind(e.Number), e.Number == 0 ? "" : e.Number.ToString(CultureInfo.InvariantCulture))
        {
            Column = Kind(e.Number) is FaultKind.Value or FaultKind.Missing && ColumnName().Match(e.Message) is { Success: true } match ? match.Groups[1].Value : null,
            Names = Kind(e.Number) is FaultKind.NoTable or FaultKind.NoColumn ? e.Message + "." : null,
        },
        _ => new DatabaseFault(FaultKind.Unreachable, ""),
    };

    protected override ColumnType Type(string dataType, Type type, int? size) => dataType switch
    {
        "DATE" => new ColumnType("date", ValueKind.Date),
        "DATETIME" or "TIMESTAMP" => new ColumnType(dataType.ToLowerInvariant(), ValueKind.DateTime),
        "BIT" => new ColumnType("bit", ValueKind.Integer),
        _ => base.Type(dataType, type, size),
    };

    private static string Setup(TimeZoneInfo zone, bool readOnly)
    {
        var offset = zone.BaseUtcOffset;
        var sign = offset < TimeSpan.Zero ? '-' : '+';

        // Strict, or a text that is too long or not of the column's character set is cut or replaced without a word.
        return $"set session time_zone = '{sign}{offset:hh\\:mm}', session sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES')"
            + (readOnly ? "; set session transaction read only" : "");
    }

    private static string Time(MySqlDateTime time, bool day)
    {
        if (!time.IsValidDateTime)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{time.Year:0000}-{time.Month:00}-{time.Day:00}{(day ? "" : $" {time.Hour:00}:{time.Minute:00}:{time.Second:00}")}");
        }

        return time.GetDateTime().ToString(day ? "yyyy-MM-dd" : time.Microsecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
    }

    private static string TimeOfDay(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture, $"{(time < TimeSpan.Zero ? "-" : "")}{(int)Math.Abs(time.TotalHours):00}:{Math.Abs(time.Minutes):00}:{Math.Abs(time.Seconds):00}");

    internal static FaultKind Kind(int number) => number switch
    {
        1045 or 1698 or 1130 or 1251 or 1862 => FaultKind.Login,
        1049 or 1044 => FaultKind.NoDatabase,
        1146 or 1109 => FaultKind.NoTable,
        1054 => FaultKind.NoColumn,
        1142 or 1143 or 1227 or 1370 => FaultKind.NoRight,
        1792 or 1290 or 1836 => FaultKind.ReadOnly,
        1969 or 3024 or 1317 => FaultKind.TimeOut,
        1205 or 1213 or 1020 => FaultKind.Conflict,
        1062 or 1586 => FaultKind.Duplicate,
        1048 or 1364 => FaultKind.Missing,
        1216 or 1217 or 1451 or 1452 or 4025 or 3819 or 1644 => FaultKind.Rule,
        1264 or 1265 or 1292 or 1366 or 1406 or 1411 or 1441 or 1525 or 3854 or 1267 or 22007 => FaultKind.Value,
        1064 or 1052 or 1060 or 1066 or 1149 or 1222 or 1235 or 1241 or 1242 or 1248 or 1305 or 1318 or 1248 or 1055 => FaultKind.Statement,
        _ => FaultKind.Unreachable,
    };

    // The words before it quote the value: only the name is taken.
    [GeneratedRegex(@"(?:column|Column|Field) (?:`[^`]*`\.){0,2}[`']([^`']{1,64})[`']", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ColumnName();
}
