using System.Globalization;

namespace Exchange.Connectors.Files.Tables;

/// <summary>Dates as spreadsheets count them: days since 1900, the time of day as a fraction.</summary>
internal static class SerialDate
{
    private const double Latest = 2_958_466;

    /// <summary>The date in ISO 8601, or <see langword="null"/> where the text is no such number.</summary>
    public static string? ToIso(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 61 and < Latest
            ? ToIso(DateTime.FromOADate(days))
            : null;

    public static string ToIso(DateTime time)
    {
        var rounded = new DateTime((time.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        return rounded.ToString(rounded.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
