using System.Globalization;
using System.Text;
using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Codes;

/// <summary>Reads a file of code tables: <c>table,raw,canonical,label,from,to,direction</c>.</summary>
internal static class CodeFile
{
    private const int MaximumBytes = 16 * 1024 * 1024;
    private static readonly string[] Columns = ["table", "raw", "canonical", "label", "from", "to", "direction"];
    private static readonly string[] Directions = ["", CodeRow.LowIsBest, CodeRow.HighIsBest];
    private static readonly string HeaderSample = string.Join(',', Columns.SkipLast(1));
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The tables of a file by name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shownAs">The path to name in problems.</param>
    /// <param name="table">The one table of a shared file, which may then leave out the column; <see langword="null"/> for a system's file.</param>
    /// <param name="problems">Where problems go.</param>
    public static Dictionary<string, CodeTable> Read(string path, string shownAs, string? table, ProblemList problems)
    {
        var own = new ProblemList();
        var rows = ReadRows(path, shownAs, table, own);
        problems.AddRange(own.Items);
        return rows.ToDictionary(r => r.Key, r => new CodeTable(r.Key, shownAs, r.Value, own.HasErrors), StringComparer.Ordinal);
    }

    private static Dictionary<string, List<CodeRow>> ReadRows(string path, string shownAs, string? table, ProblemList problems)
    {
        var rows = new Dictionary<string, List<CodeRow>>(StringComparer.Ordinal);
        if (Decode(path, shownAs, problems) is { } text)
        {
            var lines = CsvText.Split(text, out var unclosed);
            if (unclosed > 0)
            {
                problems.Error(new SourceLocation(shownAs, unclosed, 1), "A quote begins here and never ends.", "Close it, or double a quote that is meant literally.");
            }
            else if (lines.Count == 0)
            {
                problems.Error(new SourceLocation(shownAs, 1, 1), "The file is empty.", $"Begin with the header {HeaderSample}.");
            }
            else if (Header(lines[0], shownAs, table, problems) is { } header)
            {
                foreach (var line in lines.Skip(1))
                {
                    ReadRow(line, header, shownAs, table, rows, problems);
                }
            }
        }

        return rows;
    }

    private static string? Decode(string path, string shownAs, ProblemList problems)
    {
        var start = new SourceLocation(shownAs, 0, 0);
        if (new FileInfo(path).Length > MaximumBytes)
        {
            problems.Error(start, "The file is too large for code tables.", $"Keep it below {MaximumBytes} bytes.");
            return null;
        }

        try
        {
            return Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problems.Error(start, "The file is not UTF-8.", "Save it as 'CSV UTF-8'; a spreadsheet's plain CSV is often GBK.");
            return null;
        }
    }

    private static Dictionary<string, int>? Header(CsvLine line, string shownAs, string? table, ProblemList problems)
    {
        var header = new Dictionary<string, int>(StringComparer.Ordinal);
        var right = true;
        for (var i = 0; i < line.Cells.Count; i++)
        {
            var name = line.Cells[i].Trim();
            if (!Columns.Contains(name))
            {
                var nearest = NearestKey.Find(name, Columns);
                Problem($"Unknown column '{name}'.", nearest is null ? $"The header is {HeaderSample}." : $"Did you mean '{nearest}'?");
            }
            else if (!header.TryAdd(name, i))
            {
                Problem($"The column '{name}' stands twice.", "Remove one of the two.");
            }
        }

        foreach (var needed in (string[])(table is null ? ["table", "raw", "canonical"] : ["raw", "canonical"]))
        {
            if (right && !header.ContainsKey(needed))
            {
                Problem($"The column '{needed}' is missing.", $"The header is {HeaderSample}.");
            }
        }

        return right ? header : null;

        void Problem(string message, string remedy)
        {
            right = false;
            problems.Error(new SourceLocation(shownAs, line.Line, 1), message, remedy);
        }
    }

    private static void ReadRow(
        CsvLine line, Dictionary<string, int> header, string shownAs, string? table, Dictionary<string, List<CodeRow>> rows, ProblemList problems)
    {
        var location = new SourceLocation(shownAs, line.Line, 1);
        if (line.Cells.Count > header.Count && line.Cells.Skip(header.Count).Any(c => c.Trim().Length > 0))
        {
            problems.Error(location, $"The line has {line.Cells.Count} cells and the header {header.Count}.", "Put quotes around a cell that holds a comma.");
            return;
        }

        var name = Cell("table").Trim();
        if (name.Length == 0)
        {
            name = table ?? "";
        }

        var raw = Cell("raw");
        var canonical = Cell("canonical").Trim();
        if (name.Length == 0 || raw.Length == 0 || canonical.Length == 0)
        {
            var empty = name.Length == 0 ? "table" : raw.Length == 0 ? "raw" : "canonical";
            problems.Error(location, $"The cell '{empty}' is empty.", "Fill it, or remove the line: a code without a meaning goes to quarantine.");
            return;
        }

        var from = Day("from");
        var to = Day("to");
        if (from > to)
        {
            problems.Error(location, "The validity ends before it begins.", "Swap from and to.");
        }

        var direction = Cell("direction").Trim();
        if (!Directions.Contains(direction))
        {
            problems.Error(location, $"'{direction}' in column 'direction' is no direction.", $"Write {CodeRow.LowIsBest} where 1 is the best, {CodeRow.HighIsBest} where 5 is, or leave it empty.");
            direction = "";
        }

        if (!rows.TryGetValue(name, out var list))
        {
            rows[name] = list = [];
        }

        list.Add(new CodeRow(raw, canonical, from, to, location, direction));

        string Cell(string column) => header.TryGetValue(column, out var i) && i < line.Cells.Count ? line.Cells[i] : "";

        DateOnly? Day(string column)
        {
            var text = Cell(column).Trim();
            if (text.Length == 0)
            {
                return null;
            }

            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            problems.Error(location, $"'{text}' in column '{column}' is not a date.", "Write it as 2026-03-02.");
            return null;
        }
    }
}
