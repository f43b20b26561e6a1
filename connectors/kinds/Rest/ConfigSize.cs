using System.Globalization;
using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest;

/// <summary>Reads sizes such as <c>64MB</c> from a connector file.</summary>
internal static class ConfigSize
{
    public static int Read(ConfigReader reader, string key, int byDefault, int minimum, int maximum)
    {
        if (reader.Text(key) is not { } text)
        {
            return byDefault;
        }

        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "KB" => 1024L,
            "MB" => 1024L * 1024,
            _ => 0L,
        };
        if (digits is > 0 and < 11 && unit > 0 && long.Parse(text[..digits], CultureInfo.InvariantCulture) * unit is var size && size >= minimum && size <= maximum)
        {
            return (int)size;
        }

        reader.Problems.Error(
            reader.Node(key)!.Location, $"{reader.What}: '{key}' is '{text}', which is no size here.", $"Write a whole number and B, KB or MB, from {minimum} B to {maximum / (1024 * 1024)} MB: 64MB.");
        return byDefault;
    }
}
