using System.Text;

namespace Exchange.Sandbox.Systems.Drops;

/// <summary>Files of separated values as the programs of the zone's companies write them: GB18030, and where declared a delimiter at the end of each line.</summary>
internal static class CsvText
{
    private static readonly Encoding Chinese = Open();

    public static byte[] Write(IReadOnlyList<string> columns, IEnumerable<FeedRecord> lines, char delimiter, bool trailing)
    {
        var text = new StringBuilder();
        var end = trailing ? $"{delimiter}\r\n" : "\r\n";
        text.AppendJoin(delimiter, columns).Append(end);
        foreach (var line in lines)
        {
            text.AppendJoin(delimiter, columns.Select(c => Cell(line.Body.GetValueOrDefault(c)?.ToString() ?? "", delimiter))).Append(end);
        }
        return Chinese.GetBytes(text.ToString());
    }

    private static string Cell(string value, char delimiter)
        => value.Contains(delimiter, StringComparison.Ordinal) || value.Contains('"', StringComparison.Ordinal) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static Encoding Open()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb18030");
    }
}
