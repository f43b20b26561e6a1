using System.Globalization;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>
/// One range of time that is asked for with all its pages. In a stored cursor it stands before the page, where a stream reads
/// in steps: <c>@2026-03-02T00:00:00.0000000+08:00 page</c>.
/// </summary>
/// <param name="From">The beginning; <see langword="null"/> for all.</param>
/// <param name="To">The end.</param>
/// <param name="Last">Whether it reaches the end of what is read.</param>
internal sealed record ReadWindow(DateTimeOffset? From, DateTimeOffset To, bool Last)
{
    /// <summary>The window that begins at a time.</summary>
    /// <param name="settings">How time is cut.</param>
    /// <param name="from">The beginning; <see langword="null"/> for all.</param>
    /// <param name="end">Where reading ends.</param>
    /// <param name="zone">The system's time zone, whose days count.</param>
    public static ReadWindow At(WindowSettings settings, DateTimeOffset? from, DateTimeOffset end, TimeZoneInfo zone)
    {
        if (settings.ByDay)
        {
            from = from is { } time ? Midnight(time, zone) : null;
            end = Midnight(end, zone).AddDays(1);
        }

        var last = settings.Step is not { } step || from is null || from + step >= end;
        return new ReadWindow(from, last ? end : from!.Value + settings.Step!.Value, last);
    }

    /// <summary>The end as the system is told it.</summary>
    public DateTimeOffset Told(WindowSettings settings) => settings is { ByDay: true, EndIncluded: true } ? To.AddDays(-1) : To;

    /// <summary>A page of this window, for the cursor.</summary>
    public string Page(string? page) => string.Create(CultureInfo.InvariantCulture, $"@{From:O} {page}");

    /// <summary>Splits what a cursor holds.</summary>
    public static (DateTimeOffset? From, string? Page) Parse(string? page)
    {
        if (page is null || page[0] is not '@' || page.IndexOf(' ', StringComparison.Ordinal) is not (> 0 and var blank)
            || !DateTimeOffset.TryParseExact(page.AsSpan(1, blank - 1), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            return (null, page);
        }

        return (from, blank == page.Length - 1 ? null : page[(blank + 1)..]);
    }

    private static DateTimeOffset Midnight(DateTimeOffset time, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(time, zone).Date;
        return new DateTimeOffset(day, zone.GetUtcOffset(day));
    }
}
