using System.Globalization;

namespace Exchange.Mapping.Times;

/// <summary>Days since 1900 as spreadsheets count them, the time of day as a fraction.</summary>
internal sealed class ExcelSerialTimeFormat : TimeFormat
{
    // A spreadsheet holds 1900 to have been a leap year: its day 60 does not exist.
    private const int DayThatNeverWas = 60;
    private const int LastDay = 2_958_465;
    private static readonly DateTime Origin = new(1899, 12, 30);

    public override bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var days) || days < 1 || days >= LastDay + 1)
        {
            return false;
        }

        var whole = (int)decimal.Truncate(days);
        if (whole == DayThatNeverWas)
        {
            return false;
        }

        // The fraction is a rounded one; what it stands for are whole milliseconds.
        var milliseconds = (long)decimal.Round((days - whole) * 86_400_000m);
        moment = new Moment(Origin.AddDays(whole < DayThatNeverWas ? whole + 1 : whole).AddMilliseconds(milliseconds));
        return true;
    }
}
