using System.Text.RegularExpressions;
using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Files.Tables;

/// <summary>How a table is read.</summary>
internal sealed record TableSettings
{
    /// <summary>How long one match of a footer's pattern may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>The row of the header, counted from 1 after the skipped rows; 0 where there is none.</summary>
    public int Header { get; init; } = 1;

    /// <summary>How many rows the header has; their texts are joined by <c>_</c>.</summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>Names of columns: by the header's text, or by place, counted from 1.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; } = [];

    public char Delimiter { get; init; } = ',';

    /// <summary>The quote; <see langword="null"/> where texts are never quoted.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Whether every row ends with a delimiter.</summary>
    public bool TrailingDelimiter { get; init; }

    /// <summary>Whether a row may have fewer cells than the header.</summary>
    public bool Ragged { get; init; }

    public int SkipRows { get; init; }

    /// <summary>The sheet, by name or by place, counted from 1; <see langword="null"/> for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>What the first text of a row looks like that is no record.</summary>
    public Regex? Footer { get; init; }

    /// <summary>Whether dates of a workbook are written as the sheet shows them instead of ISO 8601.</summary>
    public bool DatesAsShown { get; init; }

    /// <summary>Columns whose plain numbers are days since 1900.</summary>
    public IReadOnlyList<string> SerialDates { get; init; } = [];

    /// <summary>Whether every row of a merged range has its text.</summary>
    public bool RepeatMerged { get; init; }

    public static TableSettings Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new TableSettings();
        }

        var header = reader.Text("header") == "none" ? 0 : reader.Integer("header", 1, 1, 1000);
        var settings = new TableSettings
        {
            Header = header,
            HeaderRows = header == 0 ? 0 : reader.Integer("headerRows", 1, 1, 10),
            Columns = reader.Pairs("columns"),
            Delimiter = Character(reader, "delimiter", ',') ?? ',',
            Quote = reader.Text("quote") == "none" ? null : Character(reader, "quote", '"'),
            TrailingDelimiter = reader.Flag("trailingDelimiter", false),
            Ragged = reader.Flag("ragged", false),
            SkipRows = reader.Integer("skipRows", 0, 0, 10_000),
            Sheet = reader.Text("sheet"),
            Footer = Pattern(reader),
            DatesAsShown = reader.Choice("dates", "iso", "shown") == "shown",
            SerialDates = reader.Texts("serialDates"),
            RepeatMerged = reader.Choice("merged", "first", "repeat") == "repeat",
        };
        if (header == 0 && reader.Has("headerRows"))
        {
            reader.Problems.Error(reader.Node("headerRows")!.Location, $"{reader.What}: a table without header has no 'headerRows'.", "Remove one of them.");
        }

        if (header == 0 && settings.Columns.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: a table without header needs the names of its columns.", "Add 'columns: { 1: 流水号, 2: 姓名 }'.");
        }

        if (settings.Delimiter == settings.Quote)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'delimiter' and 'quote' are the same.", "Set another one, or 'quote: none'.");
        }

        foreach (var twice in settings.Columns.GroupBy(c => c.Value).Where(g => g.Count() > 1))
        {
            reader.Problems.Error(reader.Node("columns")!.Location, $"{reader.What}: two columns become '{twice.Key}'.", "Give each a name of its own.");
        }

        reader.Finish();
        return settings;
    }

    private static char? Character(ConfigReader reader, string key, char byDefault)
    {
        var text = reader.Text(key);
        switch (text)
        {
            case null:
                return byDefault;
            case "tab" or "\\t":
                return '\t';
            case { Length: 1 } when text[0] is not ('\r' or '\n') && !char.IsSurrogate(text[0]):
                return text[0];
            default:
                reader.Problems.Error(reader.Node(key)!.Location, $"{reader.What}: '{key}' is '{text}'.", key == "quote" ? "Write one character, or none." : "Write one character, or tab.");
                return byDefault;
        }
    }

    private static Regex? Pattern(ConfigReader reader)
    {
        if (reader.Text("footer") is not { } text)
        {
            return null;
        }

        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException)
        {
            reader.Problems.Error(reader.Node("footer")!.Location, $"{reader.What}: 'footer' is no pattern.", "Write a regular expression: ^(合计|小计)");
            return null;
        }
    }
}
