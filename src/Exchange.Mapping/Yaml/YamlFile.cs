using Exchange.Abstractions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Exchange.Mapping.Yaml;

/// <summary>Parses YAML into positioned nodes: no tags, no anchors, no key twice, bounded depth and size.</summary>
public static class YamlFile
{
    private const int MaximumBytes = 4 * 1024 * 1024;
    private const int MaximumDepth = 32;

    /// <summary>Reads a file whose root is a map.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shownAs">The path to name in problems.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The root, or <see langword="null"/> where the file cannot be parsed.</returns>
    public static ConfigMap? Read(string path, string shownAs, ProblemList problems)
    {
        var info = new FileInfo(path);
        var start = new SourceLocation(shownAs, 0, 0);
        if (!info.Exists)
        {
            problems.Error(start, "The file does not exist.", "Create it or mend the reference to it.");
            return null;
        }

        if (info.Length > MaximumBytes)
        {
            problems.Error(start, $"The file has {info.Length} bytes.", $"Keep it below {MaximumBytes} bytes.");
            return null;
        }

        return Parse(File.ReadAllText(path), shownAs, problems);
    }

    /// <summary>Parses a text whose root is a map.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="shownAs">The path to name in problems.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The root, or <see langword="null"/> where the text cannot be parsed.</returns>
    public static ConfigMap? Parse(string text, string shownAs, ProblemList problems)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Error(new SourceLocation(shownAs, 1, 1), "The file is empty.", "Write a map of keys.");
                return null;
            }

            var root = ReadNode(parser, shownAs, problems, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                problems.Error(At(shownAs, parser.Current!), "A second document begins here.", "Keep one document a file.");
            }

            if (root is ConfigMap map)
            {
                return map;
            }

            problems.Error(root.Location, "The file is not a map of keys.", "Write a map of keys.");
            return null;
        }
        catch (YamlException exception)
        {
            problems.Error(
                new SourceLocation(shownAs, (int)exception.Start.Line, (int)exception.Start.Column),
                $"Not valid YAML: {exception.Message}",
                "Check quotes, brackets and indentation here; quote a value that holds ': ' or '#'.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The library gives up this way on some brackets that are never closed.
            var at = parser.Current?.End ?? Mark.Empty;
            problems.Error(
                new SourceLocation(shownAs, (int)at.Line, (int)at.Column),
                "Not valid YAML: what begins near here is not closed.",
                "Check quotes, brackets and indentation here and in the lines below.");
            return null;
        }
    }

    private static ConfigNode ReadNode(Parser parser, string file, ProblemList problems, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested more than {MaximumDepth} levels deep");
        }

        if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty && node.Tag.Value.StartsWith('!') && node.Tag.Value.Length > 1))
        {
            problems.Error(At(file, node), "Anchors and tags are not used in these files.", "Write the value out.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var quoted = scalar.Style is not ScalarStyle.Plain;
            var value = !quoted && scalar.Value is "" or "~" or "null" ? null : scalar.Value;
            return new ConfigScalar(At(file, scalar), value, quoted);
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<ConfigNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(parser, file, problems, depth + 1));
            }

            return new ConfigList(At(file, sequence), items);
        }

        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            return ReadMap(parser, At(file, mapping), file, problems, depth);
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            problems.Error(At(file, alias), "Aliases are not used in these files.", "Write the value out.");
            return new ConfigScalar(At(file, alias), null, quoted: false);
        }

        throw new YamlException(parser.Current!.Start, parser.Current.End, "unexpected content");
    }

    private static ConfigMap ReadMap(Parser parser, SourceLocation location, string file, ProblemList problems, int depth)
    {
        var entries = new List<ConfigEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode(parser, file, problems, depth + 1);
            var value = ReadNode(parser, file, problems, depth + 1);
            if (keyNode is not ConfigScalar { Value: { } key })
            {
                problems.Error(keyNode.Location, "A key must be a single text.", "Write 'key: value'.");
            }
            else if (!seen.Add(key))
            {
                problems.Error(keyNode.Location, $"The key '{key}' stands twice.", "Remove one of the two.");
            }
            else
            {
                entries.Add(new ConfigEntry(key, keyNode.Location, value));
            }
        }

        return new ConfigMap(location, entries);
    }

    private static SourceLocation At(string file, ParsingEvent parsed) =>
        new(file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
