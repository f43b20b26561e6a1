using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Exchange.Sandbox.Systems.Drops;

/// <summary>Writes a workbook of one sheet: the same cells always give the same bytes.</summary>
internal sealed class Workbook
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly DateTimeOffset Stamp = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StringBuilder _rows = new();
    private readonly List<string> _merged = [];
    private int _row;

    /// <summary>Adds a row. Texts are texts, numbers numbers, and a <see cref="DateTime"/> is a number shown as a day.</summary>
    public Workbook Row(params IEnumerable<object?> cells)
    {
        _row++;
        _rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{_row}\">");
        var column = 0;
        foreach (var cell in cells)
        {
            var place = Place(column++, _row);
            _rows.Append(cell switch
            {
                null or "" => "",
                DateTime day => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"1\"><v>{day.ToOADate():R}</v></c>"),
                int or long or double => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{cell}</v></c>"),
                _ => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cell.ToString())}</t></is></c>",
            });
        }
        _rows.Append("</row>");
        return this;
    }

    /// <summary>Merges cells; columns count from 0, rows from 1.</summary>
    public Workbook Merge(int fromColumn, int fromRow, int toColumn, int toRow)
    {
        _merged.Add($"<mergeCell ref=\"{Place(fromColumn, fromRow)}:{Place(toColumn, toRow)}\"/>");
        return this;
    }

    public byte[] Save()
    {
        var merged = _merged.Count == 0 ? "" : $"<mergeCells count=\"{_merged.Count}\">{string.Concat(_merged)}</mergeCells>";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            Add(zip, "_rels/.rels", $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>");
            Add(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            Add(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{_rows}</sheetData>{merged}</worksheet>");
        }
        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = Stamp;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(Head + text));
    }

    private static string Place(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row}");
}
