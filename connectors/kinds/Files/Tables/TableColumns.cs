using System.Globalization;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Tables;

/// <summary>The names of a table's columns, by their place; <see langword="null"/> for a column that is left out.</summary>
internal static class TableColumns
{
    private const int MostColumns = 2000;

    /// <summary>Reads the header.</summary>
    /// <param name="table">The table, at its start.</param>
    /// <param name="settings">How it is read.</param>
    /// <param name="needed">The columns that must be there.</param>
    /// <exception cref="BrokenFileException">It is not there, or lacks a column the stream needs.</exception>
    public static string?[] Read(ITable table, TableSettings settings, IEnumerable<string> needed)
    {
        var names = settings.Header == 0 ? new List<string>() : Header(table, settings);
        if (settings.TrailingDelimiter && names.Count > 0 && names[^1].Length == 0)
        {
            names.RemoveAt(names.Count - 1);
        }

        var columns = Rename(names, settings, table.Row);
        foreach (var field in needed.Distinct())
        {
            var name = field.StartsWith("$.", StringComparison.Ordinal) ? field[2..] : field;
            if (!columns.Contains(name, StringComparer.Ordinal) && name is not (Reading.FilesStream.FileField or Reading.FilesStream.RowField))
            {
                throw new BrokenFileException($"the header lacks '{FolderPath.Shown(name)}'", table.Row);
            }
        }

        return columns;
    }

    private static List<string> Header(ITable table, TableSettings settings)
    {
        var names = new List<string>();

        // Blank rows count, as in the left margin of a sheet, and are passed over.
        while (table.Row < settings.SkipRows + settings.Header)
        {
            Next(table);
        }

        for (var row = 0; row < settings.HeaderRows; row++)
        {
            if (row > 0)
            {
                Next(table);
            }

            var above = "";
            for (var i = 0; i < Math.Min(table.Count, MostColumns); i++)
            {
                var text = ColumnName.Of(table.Cell(i));
                if (row < settings.HeaderRows - 1)
                {
                    // A merged cell has its text in its first column only.
                    above = text.Length > 0 ? text : table.IsMergedLeft(i) ?? true ? above : "";
                    text = above;
                }

                if (i == names.Count)
                {
                    names.Add("");
                }

                names[i] = names[i].Length == 0 ? text : text.Length == 0 || text == names[i] ? names[i] : $"{names[i]}_{text}";
            }
        }

        return names;
    }

    private static void Next(ITable table)
    {
        if (!table.Read())
        {
            throw new BrokenFileException("there is no header", table.Row);
        }

        if (table.Fault is { } fault)
        {
            throw new BrokenFileException($"the header {fault}", table.Row);
        }

        if (table.Count > MostColumns)
        {
            throw new BrokenFileException($"the header has more than {MostColumns} columns", table.Row);
        }
    }

    private static string?[] Rename(List<string> names, TableSettings settings, long row)
    {
        var given = new Dictionary<int, string>();
        foreach (var (from, to) in settings.Columns)
        {
            var place = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostColumns && !names.Contains(from)
                ? number - 1
                : names.IndexOf(ColumnName.Of(from));
            if (place < 0 || (names.Count > 0 && place >= names.Count))
            {
                throw new BrokenFileException($"the header lacks '{FolderPath.Shown(from)}'", row);
            }

            given[place] = to;
        }

        var count = Math.Max(names.Count, given.Count == 0 ? 0 : given.Keys.Max() + 1);
        var columns = new string?[count];
        var taken = new HashSet<string>(given.Values, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            columns[i] = given.TryGetValue(i, out var name) ? name
                : i >= names.Count ? null
                : Free(names[i].Length == 0 ? $"_column{i + 1}" : names[i], taken);
        }

        return columns;
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }
}
