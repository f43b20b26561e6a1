using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Outlines;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.CodeQueue;

/// <summary>Adds rows to the code tables of systems. A file is replaced as a whole or not at all.</summary>
/// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
public sealed class CodeTableWriter(IReadOnlyList<string> roots)
{
    private const string Header = "table,raw,canonical,label,from,to";

    /// <summary>Adds a row to the file of the system.</summary>
    /// <returns>The file, and the streams whose mappings use the table.</returns>
    /// <exception cref="ExchangeException">The table or the word is unknown, the code has a row already, or the file is not usable (configuration).</exception>
    public (string File, IReadOnlyList<(string Stream, string Field)> Uses) Add(CodeRowAddition row)
    {
        var outlines = MappingOutline.Load(roots).Where(o => o.System == row.System).ToArray();
        var uses = outlines.SelectMany(o => o.Fields.Where(f => f.Tables.Contains(row.Table)).Select(f => (Outline: o, Field: f))).ToArray();
        JudgeUse(row, outlines, uses.Length);
        JudgeWord(row, uses);
        var problems = new ProblemList();
        var table = new CodeFiles(roots, problems).Find(row.System, row.Table);
        if (table?.Rows.FirstOrDefault(r => r.Raw == row.Raw) is { } known)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"Table '{row.Table}' has a row for '{row.Raw}' already: {known.Canonical}.", "Change that row in the file, or give it an end (to) and add a later one.")
            {
                Location = known.Location,
            };
        }

        var file = FileOf(row.System, outlines[0]);
        Write(file, row, table is null || Path.GetFullPath(table.File) == file ? [] : table.Rows);
        return (ShownPath.Of(file), [.. uses.Select(u => (u.Outline.Id, u.Field.Path)).Distinct()]);
    }

    private void JudgeUse(CodeRowAddition row, IReadOnlyList<MappingOutline> outlines, int uses)
    {
        if (outlines.Count == 0)
        {
            var systems = MappingOutline.Load(roots).Select(o => o.System).Distinct().ToArray();
            var nearest = NearestKey.Find(row.System, systems);
            throw new ExchangeException(
                FailureKind.Configuration, $"There is no system '{row.System}' with mappings.", nearest is null ? $"Known: {string.Join(", ", systems)}." : $"Did you mean '{nearest}'?");
        }

        if (uses == 0)
        {
            var tables = outlines.SelectMany(o => o.Fields).SelectMany(f => f.Tables).Distinct().Order(StringComparer.Ordinal).ToArray();
            var nearest = NearestKey.Find(row.Table, tables);
            throw new ExchangeException(
                FailureKind.Configuration,
                $"No mapping of '{row.System}' uses a table '{row.Table}'.",
                nearest is null ? $"Its tables: {string.Join(", ", tables)}." : $"Did you mean '{nearest}'?");
        }

        if (row.Raw.Trim().Length == 0 || row.Canonical.Trim().Length == 0)
        {
            throw new ExchangeException(FailureKind.Configuration, "A row needs a raw code and a canonical word.", "Give both; what means nothing belongs into 'nulls' of the mapping.");
        }
    }

    private static void JudgeWord(CodeRowAddition row, IReadOnlyList<(MappingOutline Outline, FieldOutline Field)> uses)
    {
        foreach (var field in uses.Where(u => !u.Outline.Outbound).Select(u => SchemaCatalog.CaseV1.Find(u.Field.Path)).OfType<SchemaField>())
        {
            IReadOnlyList<string>? words = field.CodeSet is { } set ? CodeSets.Words(set) : field.Type == SchemaType.Flag ? ["true", "false"] : null;
            if (words is not null && !words.Contains(row.Canonical))
            {
                var nearest = NearestKey.Find(row.Canonical, words);
                throw new ExchangeException(
                    FailureKind.Configuration,
                    $"'{row.Canonical}' is no canonical word of {field.Path}.",
                    (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", words)}.");
            }
        }
    }

    // Beside the mapping that is in use: in the hub's own folder where it lies there.
    private string FileOf(string system, MappingOutline outline)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(outline.Path))!, "codes.csv");
        var first = roots.Select(r => Path.GetFullPath(Path.Combine(r, "mappings", system, "codes.csv"))).FirstOrDefault(File.Exists);
        return first ?? beside;
    }

    private static void Write(string file, CodeRowAddition row, IReadOnlyList<CodeRow> taken)
    {
        using var only = Lock(file);
        var text = File.Exists(file) ? Encoding.UTF8.GetString(File.ReadAllBytes(file)) : Header + "\n";
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var columns = CsvText.Split(text.TrimStart('\uFEFF'), out _).FirstOrDefault()?.Cells.Select(c => c.Trim()).ToArray() ?? Header.Split(',');
        var added = new StringBuilder(text);
        if (!text.EndsWith('\n'))
        {
            added.Append(newLine);
        }

        // A table of the system hides the shared one: what that held is taken over.
        foreach (var other in taken)
        {
            added.Append(Line(columns, row.Table, other.Raw, other.Canonical, "", other.From?.ToString("O"), other.To?.ToString("O"))).Append(newLine);
        }

        added.Append(Line(columns, row.Table, row.Raw, row.Canonical, row.Label, null, null)).Append(newLine);
        var temporary = file + ".new";
        File.WriteAllText(temporary, added.ToString());
        try
        {
            var problems = new ProblemList();
            var tables = CodeFile.Read(temporary, ShownPath.Of(file), null, problems);
            if (problems.Items.FirstOrDefault(p => p.Severity == ProblemSeverity.Error) is { } problem)
            {
                throw new ExchangeException(FailureKind.Configuration, problem.Message, problem.Remedy) { Location = problem.Location };
            }

            if (tables.GetValueOrDefault(row.Table)?.Rows.Any(r => r.Raw == row.Raw && r.Canonical == row.Canonical) != true)
            {
                throw new ExchangeException(FailureKind.Configuration, $"The row would not be read back from '{ShownPath.Of(file)}'.", "Look for an open quote in the file, or add the row by hand.");
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStream Lock(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{ShownPath.Of(file)}' cannot be written now.", "Try again; if it stays so, check who may write to its folder.", exception);
        }
    }

    private static string Line(string[] columns, string table, string raw, string canonical, string label, string? from, string? to) =>
        string.Join(',', columns.Select(c => Cell(c switch { "table" => table, "raw" => raw, "canonical" => canonical, "label" => label, "from" => from ?? "", "to" => to ?? "", _ => "" })));

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text != text.Trim() ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
