namespace Exchange.Mapping.Times;

/// <summary>A way of writing where every part has its fixed width, such as <c>yyyy-MM-dd HH:mm:ss</c>: read without a general parser.</summary>
internal sealed class FixedTimeFormat : TimeFormat
{
    private readonly (char Part, int Width)[] _parts;
    private readonly int _length;

    private FixedTimeFormat((char, int)[] parts)
    {
        _parts = parts;
        _length = parts.Sum(p => p.Item2);
    }

    /// <summary>The format of a pattern; <see langword="null"/> where a part has no fixed width.</summary>
    public static FixedTimeFormat? Create(string pattern)
    {
        var parts = new List<(char, int)>();
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            if (c == '\'')
            {
                var end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    return null;
                }

                // A literal is kept as its character with width 1.
                parts.AddRange(pattern[(i + 1)..end].Select(l => ((char)(l | 0x8000), 1)));
                i = end + 1;
                continue;
            }

            var width = 1;
            while (i + width < pattern.Length && pattern[i + width] == c)
            {
                width++;
            }

            if (char.IsAsciiLetter(c) && c != 'T')
            {
                if ((c, width) is not (('y', 4) or ('M', 2) or ('d', 2) or ('H', 2) or ('m', 2) or ('s', 2) or ('f', <= 7)))
                {
                    return null;
                }

                parts.Add((c, width));
            }
            else if (c is '\\' or '%' or '"' or > (char)0x7FFF)
            {
                return null;
            }
            else
            {
                parts.AddRange(Enumerable.Repeat(((char)(c | 0x8000), 1), width));
            }

            i += width;
        }

        return new FixedTimeFormat([.. parts]);
    }

    public override bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (text.Length != _length)
        {
            return false;
        }

        int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0;
        long ticks = 0;
        var at = 0;
        foreach (var (part, width) in _parts)
        {
            if ((part & 0x8000) != 0)
            {
                if (text[at++] != (part & 0x7FFF))
                {
                    return false;
                }

                continue;
            }

            var value = 0;
            for (var end = at + width; at < end; at++)
            {
                var digit = text[at] - '0';
                if ((uint)digit > 9)
                {
                    return false;
                }

                value = value * 10 + digit;
            }

            switch (part)
            {
                case 'y': year = value; break;
                case 'M': month = value; break;
                case 'd': day = value; break;
                case 'H': hour = value; break;
                case 'm': minute = value; break;
                case 's': second = value; break;
                default: ticks = value * (long)Math.Pow(10, 7 - width); break;
            }
        }

        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        moment = new Moment(new DateTime(year, month, day, hour, minute, second).AddTicks(ticks));
        return true;
    }
}
