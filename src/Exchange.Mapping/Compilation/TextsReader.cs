using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Compilation;

/// <summary>Reads <c>texts: { path: json | xml }</c>: which texts of a record hold a structure.</summary>
internal static class TextsReader
{
    private static readonly string[] Kinds = ["json", "xml"];

    /// <summary>The texts, or <see langword="null"/> where the mapping names none.</summary>
    public static TextNode? Read(ConfigReader reader)
    {
        if (reader.Section("texts") is not { } section)
        {
            return null;
        }

        var root = new TextNode();
        foreach (var entry in section.Map.Entries)
        {
            var kind = section.Choice(entry.Key, Kinds);
            if (SourcePath.Parse(entry.Key) is not { } path || path.Steps.Any(s => s is int))
            {
                reader.Problems.Error(
                    entry.KeyLocation,
                    $"{reader.What}: '{entry.Key}' is not the path of a text.",
                    "Write names joined by dots, without positions: what holds for one item of a list holds for all.");
                continue;
            }

            var node = root;
            foreach (var step in path.Steps)
            {
                node = node.Child((string)step);
            }

            node.Holds = kind == "xml" ? TextContent.Xml : TextContent.Json;
        }

        return root;
    }
}
