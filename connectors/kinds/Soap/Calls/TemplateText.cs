using System.Text;
using System.Text.RegularExpressions;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>A text with placeholders such as <c>{cursor}</c>, <c>{now:yyyyMMdd}</c> or <c>{item.NAME}</c>; braces around anything else stay.</summary>
internal sealed partial class TemplateText
{
    private readonly List<(string? Literal, string Name, string? Format)> _pieces = [];

    private TemplateText(string text) => Text = text;

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>The placeholders, in order.</summary>
    public IEnumerable<string> Names => _pieces.Where(p => p.Literal is null).Select(p => p.Name);

    public static TemplateText Parse(string text)
    {
        var template = new TemplateText(text);
        var start = 0;
        foreach (var match in Placeholder().Matches(text).Cast<Match>())
        {
            template._pieces.Add((text[start..match.Index], "", null));
            template._pieces.Add((null, match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : null));
            start = match.Index + match.Length;
        }

        template._pieces.Add((text[start..], "", null));
        return template;
    }

    /// <summary>The text with its placeholders filled.</summary>
    /// <param name="values">The values.</param>
    /// <param name="markup">Whether the text is XML, so that values are escaped in it, unless they are XML themselves.</param>
    public string Fill(TemplateValues values, bool markup)
    {
        var filled = new StringBuilder();
        foreach (var (literal, name, format) in _pieces)
        {
            if (literal is not null)
            {
                filled.Append(literal);
            }
            else
            {
                var value = values.Find(name, format);
                filled.Append(markup && !values.Markup.Contains(name) ? MarkupText.Escape(value) : value);
            }
        }

        return filled.ToString();
    }

    [GeneratedRegex(@"(?<!\$)\{([A-Za-z][\w.@#\-]*)(?::([^{}""]{1,40}))?\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}
