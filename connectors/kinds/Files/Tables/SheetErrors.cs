using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Tables;

/// <summary>The cells of an xlsx sheet that show an error, such as <c>#N/A</c>: the reader of workbooks takes them for empty.</summary>
internal static class SheetErrors
{
    private const int Most = 100_000;
    private const int Longest = 32;

    /// <summary>Reads them, by row and column from 0.</summary>
    /// <param name="stream">The workbook; it is left at its start.</param>
    /// <param name="sheet">The sheet, by name or by place from 1; <see langword="null"/> for the first.</param>
    /// <exception cref="BrokenFileException">There are too many.</exception>
    public static IReadOnlyDictionary<(long Row, int Column), string> Read(Stream stream, string? sheet)
    {
        var errors = new Dictionary<(long, int), string>();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (Find(archive, sheet) is { } part)
            {
                using var content = part.Open();
                using var reader = XmlReader.Create(content, XmlRecord.Settings(int.MaxValue));
                Collect(reader, errors);
            }
        }

        stream.Position = 0;
        return errors;
    }

    private static void Collect(XmlReader reader, Dictionary<(long, int), string> errors)
    {
        var (row, column) = (-1L, -1);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "row")
            {
                row = long.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given - 1 : row + 1;
                column = -1;
            }
            else if (reader.LocalName == "c")
            {
                column = Column(reader.GetAttribute("r")) ?? column + 1;
                if (reader.GetAttribute("t") == "e" && !reader.IsEmptyElement)
                {
                    errors[(row, column)] = Text(reader);
                    if (errors.Count > Most)
                    {
                        throw new BrokenFileException($"the sheet has more than {Most} cells that show an error", row + 1);
                    }
                }
            }
        }
    }

    // The reader stands on the cell, and then on its end.
    private static string Text(XmlReader reader)
    {
        var text = "";
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Text && reader.Value.StartsWith('#') && reader.Value.Length <= Longest)
            {
                text = reader.Value;
            }
        }

        return text.Length == 0 ? "#ERROR" : text;
    }

    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (c is < 'A' or > 'Z' || column > 100_000)
            {
                break;
            }

            column = (column * 26) + c - 'A' + 1;
        }

        return column == 0 ? null : column - 1;
    }

    private static ZipArchiveEntry? Find(ZipArchive archive, string? sheet)
    {
        var wanted = sheet is null ? 1 : int.TryParse(sheet, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        string? relation = null;
        var place = 0;
        foreach (var found in Elements(archive, "xl/workbook.xml", "sheet"))
        {
            place++;
            if (place == wanted || found.GetValueOrDefault("name") == sheet)
            {
                relation = found.GetValueOrDefault("id");
                break;
            }
        }

        var target = relation is null ? null : Elements(archive, "xl/_rels/workbook.xml.rels", "Relationship").FirstOrDefault(r => r.GetValueOrDefault("Id") == relation)?.GetValueOrDefault("Target");
        return target is null ? null : Entry(archive, target.StartsWith('/') ? target[1..] : $"xl/{target}");
    }

    private static IEnumerable<Dictionary<string, string>> Elements(ZipArchive archive, string part, string name)
    {
        if (Entry(archive, part) is not { } entry)
        {
            yield break;
        }

        using var content = entry.Open();
        using var reader = XmlReader.Create(content, XmlRecord.Settings());
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
            {
                var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
                while (reader.MoveToNextAttribute())
                {
                    attributes[reader.LocalName] = reader.Value;
                }

                yield return attributes;
            }
        }
    }

    private static ZipArchiveEntry? Entry(ZipArchive archive, string path) =>
        archive.Entries.FirstOrDefault(e => string.Equals(e.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));
}
