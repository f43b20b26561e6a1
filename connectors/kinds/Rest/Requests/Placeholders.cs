using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Security;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>Checks the placeholders of a connector file before anything is asked.</summary>
internal static class Placeholders
{
    private static readonly string[] Times = ["now", "date", "epochMs", "epochSeconds", "cursor", "from", "to"];

    /// <summary>Reports the placeholders nobody gives a value, and formats that cannot be written.</summary>
    /// <param name="reader">Where they stand.</param>
    /// <param name="used">The placeholders as written.</param>
    /// <param name="known">The names that have values.</param>
    /// <param name="fields">The prefix of fields that may be named besides; <c>""</c> for any name, <see langword="null"/> for none.</param>
    public static void Check(ConfigReader reader, IEnumerable<string> used, IReadOnlyCollection<string> known, string? fields = null)
    {
        foreach (var placeholder in used.Distinct())
        {
            var parts = placeholder.Split(':', 2);
            if (!known.Contains(parts[0]) && (fields is null || !parts[0].StartsWith(fields, StringComparison.Ordinal)))
            {
                var nearest = NearestKey.Find(parts[0], [.. known]);
                reader.Problems.Error(
                    reader.Map.Location,
                    $"{reader.What}: unknown placeholder '{{{placeholder}}}'.",
                    nearest is null ? $"Known: {string.Join(", ", known.Select(n => $"{{{n}}}"))}." : $"Did you mean '{{{nearest}}}'?");
            }
            else if (parts.Length == 2 && !IsFormat(parts[0], parts[1]))
            {
                reader.Problems.Error(
                    reader.Map.Location,
                    $"{reader.What}: '{{{placeholder}}}' has no format '{parts[1]}'.",
                    Times.Contains(parts[0])
                        ? "Write a time format such as yyyyMMddHHmmss, epochSeconds or epochMilliseconds."
                        : $"Known: upper, lower, base64, text, number, {string.Join(", ", IMessageSigner.Algorithms)}.");
            }
        }
    }

    private static bool IsFormat(string name, string format)
    {
        // Of an item it is the name of its element.
        if (name is "item" or "items")
        {
            return true;
        }

        if (format == "number" || (!Times.Contains(name) && name != "uuid"))
        {
            return RequestValues.IsChange(format);
        }

        try
        {
            _ = name == "uuid" ? Guid.Empty.ToString(format) : DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
