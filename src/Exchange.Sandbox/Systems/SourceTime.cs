using System.Globalization;

namespace Exchange.Sandbox.Systems;

/// <summary>Times as sources write them.</summary>
internal static class SourceTime
{
    public const string Second = "yyyy-MM-dd HH:mm:ss";

    public static string Text(DateTime moment, string format = Second) => moment.ToString(format, CultureInfo.InvariantCulture);

    public static string? Text(DateTime? moment, string format = Second) => moment?.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The Monday after a moment.</summary>
    public static DateTime Monday(DateTime moment) => moment.Date.AddDays((DayOfWeek.Monday - moment.DayOfWeek + 6) % 7 + 1);

    public static DateTime Whole(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>A time a source was asked with; <see langword="null"/> where it is none.</summary>
    public static DateTime? Read(string? text)
        => DateTime.TryParseExact(text, Second, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
