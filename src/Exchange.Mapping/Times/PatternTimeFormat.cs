using System.Globalization;

namespace Exchange.Mapping.Times;

/// <summary>Any other .NET custom format, such as <c>yyyy/M/d H:mm</c> or one with an offset.</summary>
internal sealed class PatternTimeFormat(string pattern) : TimeFormat
{
    private readonly bool _hasOffset = pattern.Contains('z') || pattern.Contains('K');

    public override bool TryParse(string text, out Moment moment)
    {
        if (_hasOffset)
        {
            var read = DateTimeOffset.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
            moment = new Moment(time.DateTime, time.Offset);
            return read;
        }

        var parsed = DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        moment = new Moment(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
        return parsed;
    }
}
