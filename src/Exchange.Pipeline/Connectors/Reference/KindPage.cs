using System.Text;

namespace Exchange.Pipeline.Connectors.Reference;

/// <summary>The reference pages of the connector kinds, made from their schemas.</summary>
public static class KindPage
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["settings"] = "Under `settings`",
        ["stream"] = "Of a stream",
        ["sink"] = "Of the sink",
    };

    /// <summary>The page of a kind, Markdown with a line feed at the end of each line.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="schema">Its schema of options.</param>
    public static string Write(string kind, string schema)
    {
        var page = new StringBuilder($"# Options of kind `{kind}`\n\nWritten from the kind's own schema; a test fails when it is stale. What every connector, stream and sink has besides: [Add a connector](../../add-a-connector.md#every-connector).\n");
        foreach (var section in KindOptions.Sections)
        {
            var options = KindOptions.Read(schema, section);
            if (options.Count == 0)
            {
                continue;
            }

            page.Append($"\n## {Titles[section]}\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
            foreach (var option in options)
            {
                page.Append($"| `{Code(option.Path)}` | {Cell(option.Type)} | {(option.Required ? "required" : option.Default is { } value ? $"`{Code(value)}`" : "")} | {Cell(option.Meaning)} |\n");
            }
        }

        return page.ToString();
    }

    /// <summary>The page that leads to the kinds' pages.</summary>
    public static string Index(IEnumerable<string> kinds) =>
        "# Options of the connector kinds\n\nAlso at the terminal: `exchange connector options <kind>`.\n\n"
        + string.Concat(kinds.Order(StringComparer.Ordinal).Select(k => $"- [{k}]({k}.md)\n"));

    private static string Code(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
