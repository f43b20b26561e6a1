using System.Text;
using System.Text.RegularExpressions;

namespace Exchange.Connectors.Files.Reading;

/// <summary>
/// A pattern of paths: <c>*</c> and <c>?</c> within a name, <c>**</c> for folders of any depth, <c>{a,b}</c> for one of some
/// texts, <c>{yyyyMMdd}</c> for digits in the places of a date. Case matters.
/// </summary>
internal sealed class PathPattern
{
    private const string DateLetters = "yMdHms";

    private readonly Regex[] _names;

    private PathPattern(string text, string[] segments)
    {
        Text = text;
        Segments = segments;
        _names = [.. segments.Select(s => new Regex($"\\A{Translate(s)}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline))];
        var fixedParts = segments.Take(segments.Length - 1).TakeWhile(s => s.AsSpan().IndexOfAny("*?{") < 0).ToArray();
        Base = string.Join('/', fixedParts);
    }

    public string Text { get; }

    /// <summary>The names of the pattern, one a folder, the last of the file.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The folder in which everything that matches is.</summary>
    public string Base { get; }

    /// <summary>Reads a pattern; <see langword="null"/> where it is none.</summary>
    public static PathPattern? TryParse(string text)
    {
        var segments = text.Split('/');
        return segments.All(s => s.Length is > 0 and < 200 && s is not ("." or "..") && s.IndexOf('\\') < 0 && (s == "**" || !s.Contains("**", StringComparison.Ordinal)) && Braces(s))
            && segments[^1] != "**"
            ? new PathPattern(text, segments)
            : null;
    }

    /// <summary>Whether a name fits the pattern of its place.</summary>
    public bool Fits(int segment, string name) => _names[segment].IsMatch(name);

    /// <summary>Whether a whole path fits.</summary>
    public bool FitsPath(string path) => Fits(path.Split('/'), 0, 0);

    private bool Fits(string[] names, int name, int segment) =>
        segment == Segments.Count ? name == names.Length
        : Segments[segment] == "**" ? Enumerable.Range(name, names.Length - name).Any(n => Fits(names, n, segment + 1))
        : name < names.Length && _names[segment].IsMatch(names[name]) && Fits(names, name + 1, segment + 1);

    private static bool Braces(string segment)
    {
        var open = false;
        foreach (var c in segment)
        {
            if (c is '{' or '}')
            {
                if (open == (c == '{'))
                {
                    return false;
                }

                open = !open;
            }
        }

        return !open;
    }

    private static string Translate(string segment)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < segment.Length; i++)
        {
            switch (segment[i])
            {
                case '*':
                    regex.Append(".*");
                    break;
                case '?':
                    regex.Append('.');
                    break;
                case '{':
                    var end = segment.IndexOf('}', i);
                    regex.Append(Choice(segment[(i + 1)..end]));
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(segment[i].ToString()));
                    break;
            }
        }

        return regex.ToString();
    }

    private static string Choice(string inner) => inner switch
    {
        "" or "…" or "*" => ".*",
        _ when inner.All(c => DateLetters.Contains(c, StringComparison.Ordinal) || c is '-' or '_') && inner.Any(char.IsAsciiLetter) =>
            string.Concat(inner.Select(c => char.IsAsciiLetter(c) ? "[0-9]" : Regex.Escape(c.ToString()))),
        _ => $"(?:{string.Join('|', inner.Split(',').Select(o => Regex.Escape(o.Trim())))})",
    };
}
