using System.Globalization;

namespace Exchange.Abstractions.Sources;

/// <summary>Reads and writes times as a system writes them; an offset in the text wins over the system's time zone.</summary>
/// <param name="format">A .NET custom format, <c>epochSeconds</c> or <c>epochMilliseconds</c>.</param>
/// <param name="zone">The zone of times without an offset.</param>
public sealed class TimeText(string format, TimeZoneInfo zone)
{
    private readonly long _epochTicks = format switch
    {
        "epochSeconds" => TimeSpan.TicksPerSecond,
        "epochMilliseconds" => TimeSpan.TicksPerMillisecond,
        _ => 0,
    };

    /// <summary>Whether times are numbers.</summary>
    public bool IsNumber => _epochTicks != 0;

    /// <summary>Whether a format can be written and read back.</summary>
    public static bool IsFormat(string format)
    {
        if (format is "epochSeconds" or "epochMilliseconds")
        {
            return true;
        }

        try
        {
            var sample = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
            var time = new TimeText(format, TimeZoneInfo.Utc);
            return time.TryRead(time.Write(sample), out var read) && read.UtcDateTime.Date == sample.UtcDateTime.Date;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Reads a time.</summary>
    /// <returns>Whether <paramref name="text"/> is one in the declared format.</returns>
    public bool TryRead(string? text, out DateTimeOffset time)
    {
        time = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (IsNumber)
        {
            var last = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / _epochTicks;
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) || count < 0 || count > last)
            {
                return false;
            }

            time = new DateTimeOffset(DateTime.UnixEpoch.Ticks + (count * _epochTicks), TimeSpan.Zero);
            return true;
        }

        // AdjustToUniversal yields UTC where the text has an offset and an unspecified time where it has none.
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var local)
            && !DateTime.TryParseExact(text, format + "K", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out local))
        {
            return false;
        }

        if (local.Kind == DateTimeKind.Utc)
        {
            time = new DateTimeOffset(local);
            return true;
        }

        var offset = zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>Writes a time in the system's zone.</summary>
    public string Write(DateTimeOffset time) => IsNumber
        ? ((time.UtcTicks - DateTime.UnixEpoch.Ticks) / _epochTicks).ToString(CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(time, zone).ToString(format, CultureInfo.InvariantCulture);
}
