using Exchange.Mapping.Times;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Reads a time in one of the declared formats.</summary>
internal sealed class ReadTimeOperator(TimeFormat[] formats, ZoneClock zone, bool asDate) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text)
        {
            run.Fail(FieldReasons.WrongType, "A time is expected here, not true or false.");
            return;
        }

        var text = run.Value.Text!;
        foreach (var format in formats)
        {
            if (format.TryParse(text, out var moment))
            {
                Set(run, moment);
                return;
            }
        }

        run.Fail(FieldReasons.BadFormat, "It is written in none of the declared formats, or is a day that does not exist.");
    }

    private void Set(FieldRun run, in Moment moment)
    {
        var year = moment.Written.Year;
        if (year < 1900 || year > (asDate ? 9999 : 2200))
        {
            run.Fail(FieldReasons.OutOfRange, asDate ? "The year lies before 1900." : "The year lies outside 1900 to 2200.");
        }
        else if (asDate)
        {
            var day = moment.Offset is null || year > 2200 ? moment.Written : zone.At(moment).DateTime;
            run.SetDate(DateOnly.FromDateTime(day));
        }
        else
        {
            run.SetTime(zone.At(moment));
        }
    }
}
