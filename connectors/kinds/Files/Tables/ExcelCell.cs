using System.Globalization;
using ExcelDataReader;
using ExcelNumberFormat;

namespace Exchange.Connectors.Files.Tables;

/// <summary>
/// The text of a cell as the sheet shows it. A number of more than 15 digits has lost digits in the workbook: it is written in
/// scientific notation whatever its format, so that no check takes it for an identifier.
/// </summary>
internal static class ExcelCell
{
    private const double MostExact = 1e15;

    public static string Text(IExcelDataReader reader, int place, bool datesAsShown)
    {
        return reader.GetValue(place) switch
        {
            null => "",
            string text => text,
            double number => Number(number, reader.GetNumberFormatString(place)),
            int number => Number(number, reader.GetNumberFormatString(place)),
            bool flag => flag ? "TRUE" : "FALSE",
            DateTime time => datesAsShown ? Shown(time, reader.GetNumberFormatString(place)) ?? SerialDate.ToIso(time) : SerialDate.ToIso(time),
            TimeSpan time => Shown(time, reader.GetNumberFormatString(place)) ?? time.ToString("c", CultureInfo.InvariantCulture),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };
    }

    private static string Number(double number, string? format)
    {
        if (Math.Abs(number) >= MostExact || (number != 0 && Math.Abs(number) < 1e-9))
        {
            return number.ToString("0.##############E+00", CultureInfo.InvariantCulture);
        }

        return format is null or "" or "General" or "@" ? number.ToString("G15", CultureInfo.InvariantCulture)
            : Shown(number, format) ?? number.ToString("G15", CultureInfo.InvariantCulture);
    }

    private static string? Shown(object value, string? format)
    {
        if (string.IsNullOrEmpty(format))
        {
            return null;
        }

        var known = new NumberFormat(format);
        return known.IsValid ? known.Format(value, CultureInfo.InvariantCulture).Trim() : null;
    }
}
