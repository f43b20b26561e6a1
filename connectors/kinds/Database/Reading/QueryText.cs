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

        if (stream.By != Selection.Watermark && (used.Contains("from") || used.Contains("to")))
        {
            reader.Problems.Error(location, $"{reader.What}: {{from}} and {{to}} need a time to read forward by.", "Add 'select: { by: watermark, column: … }'.");
        }

        if (used.Contains("limit") != used.Contains("afterKey"))
        {
            reader.Problems.Error(location, $"{reader.What}: {{limit}} and {{afterKey}} go together.", "Use both and order by the key, or neither: the hub then pages around the query.");
        }

        if (used.Contains("afterKey") && stream.Declaration.Key.Count != 1)
        {
            reader.Problems.Error(location, $"{reader.What}: {{afterKey}} needs a key of one column.", "Leave {afterKey} and {limit} out: the hub then pages around the query.");
        }
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
