using System.Globalization;
using System.Text.RegularExpressions;

namespace Exchange.Mapping.Times;

/// <summary>The default texts of an Oracle database, English and Chinese: <c>02-MAR-26 09.00.00.000000 AM</c>, <c>02-3月 -26</c>.</summary>
internal sealed partial class OracleTimeFormat : TimeFormat
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    public override bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (text.Length > 60 || Shape().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var name = match.Groups["month"].Value.ToUpperInvariant();
        var month = Array.IndexOf(Months, name) + 1;
        if (month == 0)
        {
            month = Number(match.Groups["number"]);
        }

        var year = Number(match.Groups["year"]);
        if (match.Groups["year"].Length == 2)
        {
            year += year < 50 ? 2000 : 1900;
        }

        var hour = Number(match.Groups["hour"]);
        var half = (match.Groups["before"].Value + match.Groups["after"].Value).ToUpperInvariant();
        if (half.Length > 0)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = hour % 12 + (half is "PM" or "下午" ? 12 : 0);
        }

        var day = Number(match.Groups["day"]);
        var minute = Number(match.Groups["minute"]);
        var second = Number(match.Groups["second"]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        moment = new Moment(new DateTime(year, month, day, hour, minute, second).AddTicks(long.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture)));
        return true;
    }

    private static int Number(Group group) => group.Length == 0 ? 0 : int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<day>[0-9]{1,2})-(?:(?<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)|(?<number>[0-9]{1,2})月) ?-(?<year>[0-9]{4}|[0-9]{2})"
        + @"(?: +(?<before>上午|下午)? ?(?<hour>[0-9]{1,2})[.:](?<minute>[0-9]{2})(?:[.:](?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?)?(?: ?(?<after>AM|PM|上午|下午))?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
