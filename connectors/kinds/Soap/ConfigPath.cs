using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap;

/// <summary>Reads paths such as <c>$.data.items</c> from a connector file.</summary>
internal static class ConfigPath
{
    /// <summary>The path of a key, or <see langword="null"/> where it is missing or wrong (reported).</summary>
    public static FieldPath? Find(ConfigReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (FieldPath.TryParse(text, out var path))
        {
            return path;
        }

        reader.Problems.Error(reader.Node(key)!.Location, $"{reader.What}: '{key}' is '{text}', which is no path.", "Write names joined by dots: $.data.items.");
        return null;
    }

    /// <summary>The path of a key, or the default.</summary>
    public static FieldPath Read(ConfigReader reader, string key, string byDefault) => Find(reader, key) ?? FieldPath.Parse(byDefault);
}
