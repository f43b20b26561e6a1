using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Times;

namespace Exchange.Mapping.Drafting.Values;

/// <summary>Finds the ways in which the times of a field are written.</summary>
internal static class SampleTimes
{
    private static readonly (string Name, TimeFormat Format)[] Known =
    [
        .. new[]
        {
            "yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss", "yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd",
            "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d", "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm", "yyyy-M-d", "yyyyMMdd'T'HHmmss", "yyyyMMddHH:mm:ss", "yyyyMMdd HH:mm:ss", "yyyyMMddHHmm",
            "yyyy.MM.dd", "yyyy.M.d", "yyyy'年'MM'月'dd'日'", "yyyy'年'M'月'd'日'", "yyyy'年'MM'月'dd'日' HH:mm", "yyyy'年'MM'月'dd'日' HH:mm:ss", "yyyy'年'M'月'd'日' H:mm", "yyyy-MM-dd HH:mm:ss.f", "yyyy'年'M'月'd'日' H:mm:ss", "yyyy.M.d H:mm", "yyyy.MM.dd HH:mm:ss",
            "yyyy'年'M'月'd'日' H'时'm'分'", "yyyy/MM/dd'T'HH:mm:ss", TimeFormats.Iso, "oracle",
        }.Select(Create).Where(f => f.Format is not null).Select(f => (f.Name, f.Format!)),
    ];

    private static readonly (string Name, TimeFormat Format)[] Numbers =
    [
        .. new[] { TimeFormats.EpochMilliseconds, TimeFormats.EpochSeconds, "excelSerial" }.Select(Create).Where(f => f.Format is not null).Select(f => (f.Name, f.Format!)),
    ];

    // A bad date among many good ones is for quarantine, not against the field.
    private const double MostUnreadable = 0.2;

    /// <summary>The fewest formats that read the values; empty where more than a few are no times.</summary>
    public static IReadOnlyList<string> Formats(IReadOnlyList<string> values, bool nameSaysTime)
    {
        if (values.Count == 0)
        {
            return [];
        }

        var formats = new List<string>();
        var unreadable = 0;
        var distinct = values.Distinct(StringComparer.Ordinal).ToList();
        foreach (var value in distinct)
        {
            var text = value.Trim();
            if (formats.Any(f => Reads(f, text)))
            {
                continue;
            }

            var fitting = Known.FirstOrDefault(k => Plausible(k.Format, text)).Name ?? (nameSaysTime ? Number(text) : null);
            if (fitting is null)
            {
                unreadable++;
                continue;
            }

            formats.Add(fitting);
        }

        return unreadable > MostUnreadable * distinct.Count ? [] : formats;
    }

    private static bool Reads(string name, string text) =>
        Known.Concat(Numbers).FirstOrDefault(k => k.Name == name).Format is { } format && Plausible(format, text);

    private static bool Plausible(TimeFormat format, string text) =>
        text.Length is >= 5 and <= 40 && format.TryParse(text, out var moment) && moment.Written.Year is >= 1900 and <= 2200;

    private static string? Number(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            var name = text.Length switch { 13 => TimeFormats.EpochMilliseconds, 10 => TimeFormats.EpochSeconds, 5 => "excelSerial", _ => "" };
            return Numbers.Any(n => n.Name == name) ? name : null;
        }

        return text.Length is > 5 and < 20 && text.IndexOf('.', StringComparison.Ordinal) == 5 && Numbers.Any(n => n.Name == "excelSerial") && decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? "excelSerial" : null;
    }

    private static (string Name, TimeFormat? Format) Create(string pattern)
    {
        var problems = new ProblemList();
        var format = TimeFormats.Create(pattern, new SourceLocation("", 0, 0), pattern, problems);
        return (pattern, problems.HasErrors ? null : format);
    }
}
