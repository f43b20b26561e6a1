using System.IO.Compression;
using System.Text;

namespace Exchange.Connectors.Files.Tests;

/// <summary>Makes workbooks, no larger than the tests need.</summary>
internal static class Workbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>An xlsx with one sheet.</summary>
    /// <param name="rows">The XML of its rows.</param>
    /// <param name="after">What follows the rows: <c>mergeCells</c>.</param>
    /// <param name="strings">Its shared texts.</param>
    public static byte[] Xlsx(string rows, string after = "", params string[] strings) => Zip(
        ("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"""),
        ("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""<?xml version="1.0"?><workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="报表" sheetId="1" r:id="r1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""),
        ("xl/styles.xml", $"""<?xml version="1.0"?><styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="00000000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="1"/></cellXfs></styleSheet>"""),
        ("xl/sharedStrings.xml", $"""<?xml version="1.0"?><sst xmlns="{Main}">{string.Concat(strings.Select(s => $"<si><t>{s}</t></si>"))}</sst>"""),
        ("xl/worksheets/sheet1.xml", $"""<?xml version="1.0"?><worksheet xmlns="{Main}"><sheetData>{rows}</sheetData>{after}</worksheet>"""));

    /// <summary>A row of inline texts.</summary>
    public static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((c, i) => c.StartsWith('<') ? c : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{c}</t></is></c>"))}</row>";

    public static byte[] Zip(params (string Name, string Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = archive.CreateEntry(name).Open();
                member.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    /// <summary>A sheet as Excel 2 wrote it, texts in GBK: the smallest that is an xls.</summary>
    public static byte[] Xls(params string[][] rows)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        void Record(ushort id, params byte[] data)
        {
            writer.Write(id);
            writer.Write((ushort)data.Length);
            writer.Write(data);
        }

        Record(0x0009, 2, 0, 0x10, 0);
        Record(0x0042, 0xA8, 0x03);
        Record(0x0000, 0, 0, (byte)rows.Length, 0, 0, 0, (byte)rows.Max(r => r.Length), 0);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                var text = Encoding.GetEncoding(936).GetBytes(rows[row][column]);
                Record(0x0004, [(byte)row, 0, (byte)column, 0, 0, 0, 0, (byte)text.Length, .. text]);
            }
        }

        Record(0x000A);
        writer.Flush();
        return stream.ToArray();
    }
}
