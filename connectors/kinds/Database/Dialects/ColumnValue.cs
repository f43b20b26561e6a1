using System.Globalization;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>Values as texts and back, exactly: positions and versions are kept as texts.</summary>
internal static class ColumnValue
{
    private const string Times = "yyyy-MM-dd HH:mm:ss.fffffff";

    private static readonly string[] Readable =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyyMMddHHmmss", "yyyyMMdd",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The text of a value as a provider hands it over.</summary>
    public static string? Text(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        DateTime time => time.ToString(Times, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString(Times + "zzz", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The value of a text for a column.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">What the column holds.</param>
    /// <param name="zone">The zone a time with an offset is written in.</param>
    /// <exception cref="FormatException">The text is no such value.</exception>
    public static object? Parse(string? text, ValueKind kind, TimeZoneInfo zone) => text is null ? null : kind switch
    {
        ValueKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : Decimal(text),
        ValueKind.Decimal => Decimal(text),
        ValueKind.Float => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw No("number"),
        ValueKind.Boolean => text is "1" or "true" ? true : text is "0" or "false" ? false : throw No("boolean"),
        ValueKind.DateTime => Time(text, zone),
        ValueKind.Date => Time(text, zone).Date,
        ValueKind.Instant => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? Instant(text, zone) : throw No("time"),
        ValueKind.Guid => Guid.TryParse(text, out var guid) ? guid : throw No("guid"),
        ValueKind.Bytes => Convert.FromHexString(text),
        _ => text,
    };

    private static object Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) ? value : throw No("number");

    private static DateTime Time(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text, Readable, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
        {
            throw No("time");
        }

        return time.Kind == DateTimeKind.Utc ? DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(time, zone), DateTimeKind.Unspecified) : time;
    }

    private static DateTimeOffset Instant(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text, Readable, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
        {
            throw No("time");
        }

        return time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(time, zone.GetUtcOffset(time));
    }

    private static FormatException No(string what) => new($"The value is no {what}.");
}
