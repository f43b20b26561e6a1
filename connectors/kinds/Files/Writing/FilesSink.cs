using System.Text;
using System.Xml;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Files.Writing;

/// <summary>The sink of a connector of kind files: which files are written, and how their receipts come back.</summary>
internal sealed record FilesSink
{
    public required FileNameTemplate Path { get; init; }

    public required SinkFormat Format { get; init; }

    public required Encoding Encoding { get; init; }

    /// <summary>The name of the character set, for people.</summary>
    public required string Charset { get; init; }

    /// <summary>The columns: the header's text and the field of the item; empty for the item's own fields.</summary>
    public IReadOnlyList<(string Header, FieldPath Field)> Columns { get; init; } = [];

    /// <summary>Whether a table has a header row.</summary>
    public bool Header { get; init; } = true;

    public char Delimiter { get; init; } = ',';

    /// <summary>The ending of the flag file written behind each file; <see langword="null"/> for none.</summary>
    public string? Flag { get; init; }

    /// <summary>Whether texts that a spreadsheet would compute are written as they are.</summary>
    public bool KeepsFormulas { get; init; }

    /// <summary>The names of the root element and of an item's.</summary>
    public (string Root, string Item) Elements { get; init; } = ("items", "item");

    public required ItemStamp Stamp { get; init; }

    /// <summary>Whether the receiver takes files away, so that one that is not there may have been taken.</summary>
    public bool Collected { get; init; }

    public int Batch { get; init; }

    public ReceiptSettings? Receipts { get; init; }

    public static FilesSink Read(SinkDeclaration sink, ProblemList problems)
    {
        var reader = new ConfigReader(sink.Node, "sink", problems);
        reader.Allow(SinkDeclaration.CommonKeys);
        if (!reader.Has("files"))
        {
            problems.Error(sink.Node.Location, "sink: 'files' is missing.", "Add 'files: { path: \"out/{system}_{date}_{sequence}.csv\" }'.");
        }

        var files = reader.Section("files") ?? new ConfigReader(new ConfigMap(sink.Node.Location, []), "sink: files", new ProblemList());
        var idempotency = reader.Section("idempotency");
        var charset = ReadCharset(files);
        var settings = new FilesSink
        {
            Path = FileNameTemplate.Read(files),
            Format = files.Choice("format", "csv", "jsonl", "xml") switch { "jsonl" => SinkFormat.JsonLines, "xml" => SinkFormat.Xml, _ => SinkFormat.Csv },
            Encoding = SinkCharset.Encoding(charset),
            Charset = charset.Name,
            Columns = ReadColumns(files),
            Header = files.Flag("header", true),
            Delimiter = ReadDelimiter(files),
            Flag = ReadFlag(files),
            KeepsFormulas = files.Choice("formulas", "inert", "keep") == "keep",
            Elements = ReadElements(files),
            Stamp = new ItemStamp(idempotency?.Text("item"), idempotency?.Text("version"), idempotency?.Text("operation")),
            Collected = files.Flag("collected", false),
            Batch = sink.Batch,
            Receipts = ReceiptSettings.Read(files.Section("receipts")),
        };
        if (settings.Receipts is not null && sink.Capabilities.OnUnknown != "ask")
        {
            problems.Error(files.Node("receipts")!.Location, $"{files.What}: 'receipts' are asked for later.", "Add 'capabilities: { onUnknown: ask }'.");
        }

        idempotency?.Finish();
        files.Finish();
        reader.Finish();
        return settings;
    }

    internal static CharacterSet ReadCharset(ConfigReader reader)
    {
        var name = reader.Text("charset") ?? "utf-8";
        if (CharacterSet.Find(name) is { } found)
        {
            return found;
        }

        var nearest = NearestKey.Find(name, CharacterSet.Names);
        reader.Problems.Error(
            reader.Node("charset")!.Location, $"{reader.What}: 'charset' is '{name}'.", (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", CharacterSet.Names)}.");
        return CharacterSet.Utf8;
    }

    private static List<(string Header, FieldPath Field)> ReadColumns(ConfigReader files)
    {
        var columns = new List<(string, FieldPath)>();
        var given = files.Node("columns") is ConfigMap ? files.Pairs("columns") : [.. files.Texts("columns").Select(c => KeyValuePair.Create(c, c))];
        foreach (var (header, field) in given)
        {
            if (FieldPath.TryParse(field, out var path))
            {
                columns.Add((header, path));
            }
            else
            {
                files.Problems.Error(files.Node("columns")!.Location, $"{files.What}: column '{header}' has no field.", "Name a field of the items: 流水号: SOURCE_NO");
            }
        }

        return columns;
    }

    private static char ReadDelimiter(ConfigReader files)
    {
        switch (files.Text("delimiter"))
        {
            case null:
                return ',';
            case "tab" or "\\t":
                return '\t';
            case { Length: 1 } text when text[0] is not ('\r' or '\n' or '"'):
                return text[0];
            case var text:
                files.Problems.Error(files.Node("delimiter")!.Location, $"{files.What}: 'delimiter' is '{text}'.", "Write one character, or tab.");
                return ',';
        }
    }

    private static string? ReadFlag(ConfigReader files)
    {
        var flag = files.Text("flag");
        if (flag is not null && (flag.Length < 2 || flag[0] != '.' || flag.Contains('/', StringComparison.Ordinal)))
        {
            files.Problems.Error(files.Node("flag")!.Location, $"{files.What}: 'flag' is '{flag}'.", "Write the ending of the flag file with its dot: .ok");
        }

        return flag;
    }

    private static (string Root, string Item) ReadElements(ConfigReader files)
    {
        var section = files.Section("elements");
        var names = (Root: section?.Text("root") ?? "items", Item: section?.Text("item") ?? "item");
        foreach (var name in new[] { names.Root, names.Item })
        {
            if (!IsElement(name))
            {
                section!.Problems.Error(section.Map.Location, $"{section.What}: '{name}' is no name of an element.", "Write letters, digits, '-' and '_'.");
            }
        }

        section?.Finish();
        return names;
    }

    private static bool IsElement(string name)
    {
        try
        {
            return XmlConvert.VerifyNCName(name).Length > 0;
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException)
        {
            return false;
        }
    }
}
