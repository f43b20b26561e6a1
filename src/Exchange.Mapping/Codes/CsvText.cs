using System.Text;

namespace Exchange.Mapping.Codes;

/// <summary>Splits CSV: commas, double quotes doubled inside quotes, any line end, line ends inside quotes.</summary>
internal static class CsvText
{
    /// <summary>The records, without blank lines; <paramref name="unclosed"/> is the line of a quote that never ends, or 0.</summary>
    public static List<CsvLine> Split(string text, out int unclosed)
    {
        var lines = new List<CsvLine>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        int line = 1, begun = 1, quoteLine = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    line += c == '\n' ? 1 : 0;
                    cell.Append(c);
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
                quoteLine = line;
            }
            else if (c == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n')
            {
                End();
                line++;
                begun = line;
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        End();
        unclosed = quoted ? quoteLine : 0;
        return lines;

        void End()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            if (cells.Exists(v => v.Trim().Length > 0))
            {
                lines.Add(new CsvLine(begun, [.. cells]));
            }

            cells.Clear();
        }
    }
}
