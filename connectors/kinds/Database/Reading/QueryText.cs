using System.Text;
using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database.Reading;

/// <summary>A query an engineer wrote, with <c>{from} {to} {afterKey} {limit}</c> that become parameters.</summary>
internal static class QueryText
{
    private static readonly string[] Names = ["from", "to", "afterKey", "limit"];

    /// <summary>Reports what is wrong with a query.</summary>
    public static void Check(string query, DatabaseStream stream, ConfigReader reader)
    {
        var location = reader.Node("query")!.Location;
        var text = query.Trim().TrimEnd(';');
        if (!text.StartsWith("select", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("with", StringComparison.OrdinalIgnoreCase))
        {
            reader.Problems.Error(location, $"{reader.What}: 'query' is no SELECT.", "Write one SELECT; the hub only reads.");
        }

        if (!IsClosed(text))
        {
            reader.Problems.Error(location, $"{reader.What}: 'query' has parentheses or quotes that do not close.", "Write one whole SELECT; the hub reads from it as from a table.");
        }

        if (text.Contains(';', StringComparison.Ordinal))
        {
            reader.Problems.Error(location, $"{reader.What}: 'query' holds a ';'.", "Write one SELECT without a semicolon.");
        }

        if (stream.By == Selection.Flag)
        {
            reader.Problems.Error(location, $"{reader.What}: selection by flag needs a table to write back to.", "Write 'table: name', or select by watermark.");
        }

        var used = Placeholders(text).ToList();
        foreach (var name in used.Where(n => !Names.Contains(n)).Distinct())
        {
            reader.Problems.Error(location, $"{reader.What}: unknown placeholder '{{{name}}}'.", $"Known: {string.Join(", ", Names.Select(n => $"{{{n}}}"))}.");
        }

        if (stream.By is not (Selection.Watermark or Selection.Version) && (used.Contains("from") || used.Contains("to")))
        {
            reader.Problems.Error(location, $"{reader.What}: {{from}} and {{to}} need a time to read forward by.", "Add 'select: { by: watermark, column: … }'.");
        }

        if (used.Contains("limit") != used.Contains("afterKey"))
        {
            reader.Problems.Error(location, $"{reader.What}: {{limit}} and {{afterKey}} go together.", "Use both and order by the key, or neither: the hub then pages around the query.");
        }

        if (used.Contains("afterKey") && stream.By is not (Selection.All or Selection.Watermark or Selection.KeyDiff))
        {
            reader.Problems.Error(location, $"{reader.What}: {{afterKey}} and {{limit}} do not go with this selection.", "Leave them out: the hub then pages around the query.");
        }

        if (used.Contains("afterKey") && stream.Declaration.Key.Count != 1)
        {
            reader.Problems.Error(location, $"{reader.What}: {{afterKey}} needs a key of one column.", "Leave {afterKey} and {limit} out: the hub then pages around the query.");
        }
    }

    // One that closes a parenthesis it did not open would step out of the hub's own statement.
    private static bool IsClosed(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"' or '`':
                    i = text.IndexOf(text[i], i + 1);
                    if (i < 0)
                    {
                        return false;
                    }

                    break;
                case '-' when i + 1 < text.Length && text[i + 1] == '-':
                    i = text.IndexOf('\n', i) is >= 0 and var end ? end : text.Length;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth < 0:
                    return false;
            }
        }

        return depth == 0;
    }

    /// <summary>The placeholders of a query, in order.</summary>
    public static IEnumerable<string> Placeholders(string query)
    {
        for (var start = query.IndexOf('{', StringComparison.Ordinal); start >= 0; start = query.IndexOf('{', start + 1))
        {
            var end = query.IndexOf('}', start);
            if (end > start + 1 && query.AsSpan(start + 1, end - start - 1).IndexOfAnyExceptInRange('A', 'z') < 0)
            {
                yield return query[(start + 1)..end];
            }
        }
    }

    /// <summary>The query with its placeholders replaced.</summary>
    public static string Fill(string query, Func<string, string> replace)
    {
        var filled = new StringBuilder(query);
        foreach (var name in Placeholders(query).Distinct().Where(n => Names.Contains(n)))
        {
            filled.Replace($"{{{name}}}", replace(name));
        }

        return filled.ToString();
    }
}
