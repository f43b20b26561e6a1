using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Testing.Records;

/// <summary>Cursors of streams that are read forward by time, as an operator may set them: a bare ISO time.</summary>
internal static class CursorTime
{
    /// <summary>The time a completed cursor stands at; <see langword="null"/> where it holds none.</summary>
    public static DateTimeOffset? Of(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        try
        {
            return WindowCursor.Parse(cursor, "") is { InProgress: false, At: { } at } ? at : null;
        }
        catch (ExchangeException)
        {
            return null;
        }
    }

    /// <summary>Whether a stream's cursors are times at all, in progress or not.</summary>
    public static bool IsTime(string? cursor)
    {
        try
        {
            return !string.IsNullOrEmpty(cursor) && WindowCursor.Parse(cursor, "") is { At: not null } or { Bound: not null };
        }
        catch (ExchangeException)
        {
            return false;
        }
    }

    public static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>How far before its cursor a stream reads: the declared look-back and what its times cannot tell.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="zone">The system's zone.</param>
    /// <param name="versions">The versions its records have.</param>
    public static TimeSpan Reach(StreamDeclaration stream, TimeZoneInfo zone, IEnumerable<DateTimeOffset> versions)
    {
        var lookback = stream.Cursor?.Lookback ?? TimeSpan.Zero;
        if (stream.Node.Find("select")?.Value is ConfigMap select && select.Find("lookback")?.Value is ConfigScalar { Value: { } text } && Duration.TryParse(text, out var own) && own > lookback)
        {
            lookback = own;
        }

        // A column of dates is read from the day on, one of minutes from the minute on.
        var times = versions.Select(v => TimeZoneInfo.ConvertTime(v, zone).TimeOfDay).ToList();
        var grain = times.TrueForAll(t => t == TimeSpan.Zero) ? TimeSpan.FromDays(1)
            : times.TrueForAll(t => t.Seconds == 0 && t.Milliseconds == 0) ? TimeSpan.FromMinutes(1)
            : TimeSpan.FromSeconds(1);
        return lookback + grain;
    }
}
