using System.Globalization;
using Exchange.Abstractions.Configuration;

namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Reads weights and scores.</summary>
internal static class NumberReader
{
    private const double Most = 1000;

    public static double Read(ConfigReader reader, string key, double byDefault)
    {
        var text = reader.Text(key);
        if (text is null)
        {
            return byDefault;
        }

        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= Most)
        {
            return value;
        }

        reader.Problems.Error(reader.Node(key)!.Location, $"{reader.What}: '{key}' is '{text}'.", $"Give a number from -{Most} to {Most}, such as 4.5.");
        return byDefault;
    }
}
