using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Files.Locations;

/// <summary>Paths below the connector's folder: names joined by <c>/</c>, none of which leads out.</summary>
internal static class FolderPath
{
    /// <summary>Whether a name is one entry of a folder and can be used as such.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\\0") < 0;

    /// <summary>Whether a name shows as it is: no control characters, no marks that turn the direction of reading.</summary>
    public static bool IsPlain(string name) => !name.Any(c => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFD');

    /// <summary>Whether a path stays below the folder.</summary>
    public static bool IsBelow(string path) => path.Length > 0 && path.Split('/').All(IsName);

    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string Folder(string path) => path.LastIndexOf('/') is var end and > 0 ? path[..end] : "";

    /// <summary>A path made fit to be shown.</summary>
    public static string Shown(string path) => SystemWords.Short(path, 200) ?? "";

    /// <summary>A name without what cannot be shown.</summary>
    public static string Plain(string name) =>
        string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = IsPlain(source[i].ToString()) ? source[i] : '_';
            }
        });

    /// <summary>A name with a number before its ending: <c>a.csv</c>, 2 → <c>a.2.csv</c>.</summary>
    public static string Numbered(string path, int number)
    {
        if (number < 2)
        {
            return path;
        }

        var name = Name(path);
        var dot = name.IndexOf('.', 1);
        var numbered = dot < 0 ? $"{name}.{number}" : $"{name[..dot]}.{number}{name[dot..]}";
        return Join(Folder(path), numbered);
    }
}
