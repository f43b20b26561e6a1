using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;

namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>A CSV file with a header, in UTF-8, quoted where a cell holds a comma, a quote or a line end.</summary>
internal sealed class CsvTable
{
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private readonly string _file;
    private readonly List<string> _header;

    private CsvTable(string file, List<string> header, List<CsvRow> rows) => (_file, _header, Rows) = (file, header, rows);

    public IReadOnlyList<CsvRow> Rows { get; }

    public static CsvTable Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > MostBytes)
        {
            throw new ExchangeException(FailureKind.Configuration, $"The file {path} does not exist or is too large.", "Name a CSV file of at most 2 GB.");
        }

        using var reader = new StreamReader(path, Encoding.UTF8);
        var rows = new List<CsvRow>();
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            var first = ++line;
            while (text.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more)
            {
                text += "\n" + more;
                line++;
            }

            if (text.Length > 0)
            {
                rows.Add(new CsvRow(first, Cells(text)));
            }
        }

        if (rows.Count == 0)
        {
            throw new ExchangeException(FailureKind.Configuration, $"The file {path} is empty.", "Write a header and a line for each case.");
        }

        return new CsvTable(path, [.. rows[0].Cells.Select(c => c.TrimStart('\uFEFF'))], rows.GetRange(1, rows.Count - 1));
    }

    /// <summary>The place of a column.</summary>
    public int Column(string name)
    {
        var at = _header.IndexOf(name);
        if (at >= 0)
        {
            return at;
        }

        var nearest = NearestKey.Find(name, _header);
        throw Wrong($"has no column '{name}'", nearest is null ? $"Its columns: {string.Join(", ", _header)}." : $"Did you mean '{nearest}'?");
    }

    public ExchangeException Wrong(string what, string remedy) =>
        new(FailureKind.Configuration, $"{_file} {what}.", remedy) { Location = new SourceLocation(_file, 1, 1) };

    public static string Cell(CsvRow row, int column) => column < row.Cells.Count ? row.Cells[column] : "";

    private static List<string> Cells(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && !quoted))
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else if (text[i] != '"')
            {
                cell.Append(text[i]);
            }
            else if (quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else
            {
                quoted = !quoted;
            }
        }

        return cells;
    }
}
