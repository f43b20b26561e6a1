using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Exchange.Host.Http;

/// <summary>A window of the day in which a system may be asked, <c>HH:mm-HH:mm</c>; over midnight where the end comes first.</summary>
/// <param name="From">Minutes after midnight, included.</param>
/// <param name="To">Minutes after midnight, excluded; 1440 is the end of the day.</param>
internal readonly record struct ServiceWindow(int From, int To)
{
    private const int MinutesOfDay = 24 * 60;

    public static bool TryParse([NotNullWhen(true)] string? text, out ServiceWindow window)
    {
        window = default;
        if (text is not { Length: 11 } || text[5] != '-' || !TryMinutes(text.AsSpan(0, 5), out var from) || !TryMinutes(text.AsSpan(6), out var to))
        {
            return false;
        }

        window = new ServiceWindow(from, to);
        return from != to && from < MinutesOfDay;
    }

    public bool Contains(int minute) => From < To ? minute >= From && minute < To : minute >= From || minute < To;

    public override string ToString() => $"{Text(From)}-{Text(To)}";

    private static bool TryMinutes(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text[2] != ':'
            || !int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return minutes <= MinutesOfDay;
    }

    private static string Text(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
