using System.Globalization;

namespace Exchange.Mapping.Sources;

/// <summary>A path in a source record: names joined by dots, list positions in brackets, <c>$.</c> for the record's root.</summary>
internal sealed class SourcePath
{
    /// <summary>The path of an item that is a single value.</summary>
    public const string Itself = ".";

    private SourcePath(string text, bool fromRoot, IReadOnlyList<object> steps)
    {
        Text = text;
        FromRoot = fromRoot;
        Steps = steps;
    }

    /// <summary>The path without <c>$.</c>.</summary>
    public string Text { get; }

    /// <summary>Whether it was written from the record's root.</summary>
    public bool FromRoot { get; }

    /// <summary>Names (text) and positions (int).</summary>
    public IReadOnlyList<object> Steps { get; }

    /// <summary>The names joined by dots, without positions.</summary>
    public string Names => string.Join('.', Steps.OfType<string>());

    /// <summary>Reads a path; <see langword="null"/> where it is not one.</summary>
    /// <param name="text">The path.</param>
    /// <param name="ofCase">Whether it is a path in a case, where all that follows <c>raw.</c> is one key: <c>raw.applicant.type</c>.</param>
    public static SourcePath? Parse(string text, bool ofCase = false)
    {
        var fromRoot = text.StartsWith("$.", StringComparison.Ordinal);
        var rest = fromRoot ? text[2..] : text;
        if (rest.Length is 0 or > 500)
        {
            return null;
        }

        var steps = new List<object>();
        var parts = rest.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (ofCase && part == "raw" && i + 1 < parts.Length)
            {
                steps.Add(part);
                steps.Add(string.Join('.', parts[(i + 1)..]));
                break;
            }

            var bracket = part.IndexOf('[');
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length == 0)
            {
                return null;
            }

            steps.Add(name);
            if (bracket >= 0 && !AddPositions(part[bracket..], steps))
            {
                return null;
            }
        }

        return new SourcePath(rest, fromRoot, steps);
    }

    private static bool AddPositions(string text, List<object> steps)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf(']');
            if (text[0] != '[' || end < 2 || !int.TryParse(text.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                return false;
            }

            steps.Add(position);
            text = text[(end + 1)..];
        }

        return true;
    }
}
