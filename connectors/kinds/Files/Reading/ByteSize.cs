using System.Globalization;
using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Sizes as written in configuration: a whole number and <c>KB</c>, <c>MB</c> or <c>GB</c>, each 1024 times the one before.</summary>
internal static class ByteSize
{
    public static long Read(ConfigReader reader, string key, long byDefault, long minimum, long maximum)
    {
        if (reader.Text(key) is not { } text)
        {
            return byDefault;
        }

        var unit = text.Length > 2 ? text[^2..].ToUpperInvariant() switch { "KB" => 1L << 10, "MB" => 1L << 20, "GB" => 1L << 30, _ => 0 } : 0;
        if (unit > 0 && long.TryParse(text.AsSpan(0, text.Length - 2).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= maximum / unit && number * unit >= minimum)
        {
            return number * unit;
        }

        reader.Problems.Error(
            reader.Node(key)!.Location, $"{reader.What}: '{key}' is '{text}'.", $"Write a whole number and KB, MB or GB, from {Show(minimum)} to {Show(maximum)}: 200MB.");
        return byDefault;
    }

    /// <summary>A size as people write it.</summary>
    public static string Show(long bytes) => bytes >= 1L << 30 && bytes % (1L << 30) == 0 ? $"{bytes >> 30}GB" : bytes >= 1L << 20 ? $"{bytes >> 20}MB" : $"{bytes >> 10}KB";
}
