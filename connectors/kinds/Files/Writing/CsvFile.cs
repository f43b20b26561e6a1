using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Files.Writing;

/// <summary>
/// Items as delimited text. Texts that a spreadsheet would compute (beginning with <c>= + - @</c>) get an apostrophe before them
/// unless the sink says otherwise; numbers do not.
/// </summary>
internal sealed class CsvFile(FilesSink sink)
{
    public string Write(IReadOnlyList<SinkItem> items)
    {
        var columns = sink.Columns.Count > 0 ? sink.Columns : OwnColumns(items);
        var text = new StringBuilder();
        if (sink.Header)
        {
            Row(text, columns.Select(c => c.Header));
        }

        foreach (var item in items)
        {
            Row(text, columns.Select(c => c.Field.TryFind(item.Json, out var value) ? Text(value) : ""));
        }

        return text.ToString();
    }

    private static List<(string Header, FieldPath Field)> OwnColumns(IReadOnlyList<SinkItem> items)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in items.SelectMany(i => i.Json.EnumerateObject()))
        {
            if (FieldPath.TryParse(member.Name, out _) && known.Add(member.Name))
            {
                names.Add(member.Name);
            }
        }

        return [.. names.Select(n => (n, FieldPath.Parse(n)))];
    }

    private string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Inert(value.GetString()!),
        JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
        _ => FieldPath.TextOf(value) ?? "",
    };

    private string Inert(string text) =>
        !sink.KeepsFormulas && text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20') ? "'" + text : text;

    private void Row(StringBuilder text, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                text.Append(sink.Delimiter);
            }

            first = false;
            if (cell.AsSpan().IndexOfAny(['"', '\r', '\n', sink.Delimiter]) < 0 && (cell.Length == 0 || (cell[0] != ' ' && cell[^1] != ' ')))
            {
                text.Append(cell);
            }
            else
            {
                text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
        }

        text.Append("\r\n");
    }
}
