using System.Globalization;
using Exchange.Mapping.Times;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Writes a canonical time the way a target wants it, by the target's clock.</summary>
internal sealed class WriteTimeOperator(string pattern, ZoneClock zone, bool asDate) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text
            || !IsoTimeFormat.Instance.TryParse(run.Value.Text!, out var moment)
            || moment.Written.Year is < 1900 or > 9998)
        {
            run.Fail(FieldReasons.BadFormat, "It is not a time of the shared schema.");
            return;
        }

        // A day stays that day in every zone.
        var time = zone.At(moment);
        switch (pattern)
        {
            case TimeFormats.EpochSeconds:
                run.SetNumber(time.ToUnixTimeSeconds());
                break;
            case TimeFormats.EpochMilliseconds:
                run.SetNumber(time.ToUnixTimeMilliseconds());
                break;
            case TimeFormats.Iso when asDate:
                run.SetText(time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case TimeFormats.Iso:
                run.SetTime(time);
                break;
            default:
                run.SetText(time.ToString(pattern, CultureInfo.InvariantCulture));
                break;
        }
    }
}
