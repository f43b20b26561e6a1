using System.Globalization;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>MySQL and MariaDB. Rows without a value come first by themselves; row comparisons exist and use no index.</summary>
internal sealed class MySqlDialect : Dialect
{
    public override string Name => "mysql";

    public override string UtcNow => "select utc_timestamp(6)";

    public override string LocalNow => "now(6)";

    public override int LongestList => 10_000;

    public override string FromNothing => " from dual";

    public override string Quote(string identifier) => $"`{identifier.Replace("`", "``", StringComparison.Ordinal)}`";

    // Times as texts: a zero date (0000-00-00) is a value here and no time elsewhere.
    public override object? Parameter(string? text, ColumnType type, TimeZoneInfo zone)
    {
        if (text is null || !type.IsTime)
        {
            return base.Parameter(text, type, zone);
        }

        try
        {
            var time = (DateTime)ColumnValue.Parse(text, ValueKind.DateTime, zone)!;
            return time.ToString(type.Kind == ValueKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        }
        catch (FormatException) when (text.StartsWith("0000-00", StringComparison.Ordinal) || text.Contains("-00", StringComparison.Ordinal))
        {
            return text;
        }
    }

    public override string Bytes(string column) => $"cast({column} as binary)";
}
