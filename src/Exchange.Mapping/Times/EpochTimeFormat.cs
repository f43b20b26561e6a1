using System.Globalization;

namespace Exchange.Mapping.Times;

/// <summary>Seconds or milliseconds since 1970 in UTC.</summary>
internal sealed class EpochTimeFormat(long ticksPerUnit) : TimeFormat
{
    public override bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units)
            || units > DateTime.MaxValue.AddYears(-1).Subtract(DateTime.UnixEpoch).Ticks / ticksPerUnit
            || units < DateTime.MinValue.AddYears(1).Subtract(DateTime.UnixEpoch).Ticks / ticksPerUnit)
        {
            return false;
        }

        moment = new Moment(DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(units * ticksPerUnit), DateTimeKind.Unspecified), TimeSpan.Zero);
        return true;
    }
}
