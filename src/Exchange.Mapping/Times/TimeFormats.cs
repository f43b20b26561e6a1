using System.Globalization;
using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Times;

/// <summary>The ways of writing a time that a mapping can declare.</summary>
internal static class TimeFormats
{
    public const string Iso = "iso";
    public const string EpochSeconds = "epochSeconds";
    public const string EpochMilliseconds = "epochMilliseconds";
    public const string ExcelSerial = "excelSerial";
    public const string Oracle = "oracle";

    private const string PatternLetters = "yMdHhmsfFtTzK";

    /// <summary>Reads a declared format; what is wrong with it is reported.</summary>
    public static TimeFormat? Create(string pattern, SourceLocation location, string what, ProblemList problems)
    {
        switch (pattern)
        {
            case Iso:
                return IsoTimeFormat.Instance;
            case EpochSeconds:
                return new EpochTimeFormat(TimeSpan.TicksPerSecond);
            case EpochMilliseconds:
                return new EpochTimeFormat(TimeSpan.TicksPerMillisecond);
            case ExcelSerial:
                return new ExcelSerialTimeFormat();
            case Oracle:
                return new OracleTimeFormat();
        }

        return Validate(pattern, location, what, problems) ? FixedTimeFormat.Create(pattern) ?? (TimeFormat)new PatternTimeFormat(pattern) : null;
    }

    /// <summary>Whether a pattern is a .NET custom format of a date; what is wrong is reported.</summary>
    public static bool Validate(string pattern, SourceLocation location, string what, ProblemList problems)
    {
        var near = NearestKey.Find(pattern, [Iso, ExcelSerial, Oracle]);
        if (pattern.StartsWith("epoch", StringComparison.OrdinalIgnoreCase) || near is not null)
        {
            var known = near ?? (pattern.Contains("milli", StringComparison.OrdinalIgnoreCase) ? EpochMilliseconds
                : pattern.StartsWith('e') || pattern.StartsWith('E') ? EpochSeconds : Iso);
            problems.Error(location, $"{what}: '{pattern}' is not a time format.", $"Did you mean '{known}'?");
            return false;
        }

        var letters = Letters(pattern);
        var wrong = letters.FirstOrDefault(l => !PatternLetters.Contains(l));
        if (wrong != default || !letters.Contains('y') || !letters.Contains('M') || !letters.Contains('d'))
        {
            var reason = wrong != default ? $"'{wrong}' stands for nothing" : "year (y), month (M) and day (d) must all be there";
            problems.Error(
                location,
                $"{what}: '{pattern}' is not a time format: {reason}.",
                "Write a .NET custom format (yyyy year, MM month, dd day, HH hour, mm minute, ss second), 'iso', 'epochSeconds', 'epochMilliseconds', 'excelSerial' or 'oracle'; put fixed letters in single quotes.");
            return false;
        }

        try
        {
            var sample = new DateTimeOffset(2026, 3, 12, 13, 14, 15, TimeSpan.FromHours(8)).ToString(pattern, CultureInfo.InvariantCulture);
            if (DateTimeOffset.TryParseExact(sample, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                return true;
            }
        }
        catch (FormatException)
        {
            // Reported below.
        }

        problems.Error(location, $"{what}: '{pattern}' is not a time format.", "Write a .NET custom format such as 'yyyy-MM-dd HH:mm:ss'.");
        return false;
    }

    private static string Letters(string pattern)
    {
        var quoted = false;
        var letters = new List<char>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '\'' or '"')
            {
                quoted = !quoted;
            }
            else if (pattern[i] == '\\')
            {
                i++;
            }
            else if (!quoted && char.IsAsciiLetter(pattern[i]))
            {
                letters.Add(pattern[i]);
            }
        }

        return new string([.. letters]);
    }
}
