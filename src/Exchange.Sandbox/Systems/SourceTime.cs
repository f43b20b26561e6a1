using System.Globalization;

namespace Exchange.Sandbox.Systems;

/// <summary>Times as sources write them.</summary>
internal static class SourceTime
{
    public const string Second = "yyyy-MM-dd HH:mm:ss";

    public static string Text(DateTime moment, string format = Second) => moment.ToString(format, CultureInfo.InvariantCulture);

    public static string? Text(DateTime? moment, string format = Second) => moment?.ToString(format, CultureInfo.InvariantCulture);

    public static DateTime Whole(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>A time a source was asked with; <see langword="null"/> where it is none.</summary>
    public static DateTime? Read(string? text)
        => DateTime.TryParseExact(text, Second, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
