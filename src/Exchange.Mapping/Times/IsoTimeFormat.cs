namespace Exchange.Mapping.Times;

/// <summary>
/// ISO 8601: a date, or a date, T or a space, a time to the minute, second or fraction, and perhaps Z or an offset.
/// Z means UTC; a source that writes it for local time declares that as a pattern: <c>yyyy-MM-dd'T'HH:mm:ss'Z'</c>.
/// </summary>
internal sealed class IsoTimeFormat : TimeFormat
{
    private static readonly FixedTimeFormat Day = FixedTimeFormat.Create("yyyy-MM-dd")!;
    private static readonly FixedTimeFormat Minute = FixedTimeFormat.Create("HH:mm")!;

    public static IsoTimeFormat Instance { get; } = new();

    public override bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (text.Length < 10 || !Day.TryParse(text.Length == 10 ? text : text[..10], out var day))
        {
            return false;
        }

        if (text.Length == 10)
        {
            moment = day;
            return true;
        }

        if (text.Length < 16 || text[10] is not ('T' or ' ') || !Minute.TryParse(text.Substring(11, 5), out var minute))
        {
            return false;
        }

        var rest = text.AsSpan(16);
        long ticks = 0;
        if (rest.Length > 0 && rest[0] == ':')
        {
            if (!ReadSeconds(ref rest, out ticks))
            {
                return false;
            }
        }

        if (!ReadOffset(rest, out var offset))
        {
            return false;
        }

        moment = new Moment(day.Written.Add(minute.Written.TimeOfDay).AddTicks(ticks), offset);
        return true;
    }

    private static bool ReadSeconds(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest.Length < 3 || !Two(rest[1..], 59, out var seconds))
        {
            return false;
        }

        ticks = seconds * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        if (rest.Length > 0 && rest[0] == '.')
        {
            var unit = TimeSpan.TicksPerSecond / 10;
            var at = 1;
            for (; at < rest.Length && char.IsAsciiDigit(rest[at]); at++)
            {
                ticks += (rest[at] - '0') * unit;
                unit /= 10;
            }

            if (at is 1 or > 10)
            {
                return false;
            }

            rest = rest[at..];
        }

        return true;
    }

    private static bool ReadOffset(ReadOnlySpan<char> rest, out TimeSpan? offset)
    {
        offset = null;
        if (rest.Length == 0)
        {
            return true;
        }

        if (rest is "Z")
        {
            offset = TimeSpan.Zero;
            return true;
        }

        if (rest[0] is not ('+' or '-') || rest.Length < 3 || !Two(rest[1..], 14, out var hours))
        {
            return false;
        }

        var minutes = 0;
        var tail = rest[3..];
        if (tail.Length > 0 && tail[0] == ':')
        {
            tail = tail[1..];
        }

        if (rest.Length > 3 && (tail.Length != 2 || !Two(tail, 59, out minutes)))
        {
            return false;
        }

        var value = new TimeSpan(hours, minutes, 0);
        offset = rest[0] == '-' ? -value : value;
        return value <= TimeSpan.FromHours(14);
    }

    private static bool Two(ReadOnlySpan<char> text, int maximum, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        value = (text[0] - '0') * 10 + (text[1] - '0');
        return value <= maximum;
    }
}
