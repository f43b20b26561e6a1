using System.Text;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>A text with placeholders such as <c>{cursor}</c>. <c>${secret:x}</c> is none of them, and neither is a brace around anything but a word.</summary>
internal sealed class TemplateText
{
    private readonly List<(bool Placeholder, string Text)> _pieces = [];

    private TemplateText(string text) => Text = text;

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>The placeholders, in order.</summary>
    public IEnumerable<string> Names => _pieces.Where(p => p.Placeholder).Select(p => p.Text);

    public static TemplateText Parse(string text)
    {
        var template = new TemplateText(text);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < 0)
            {
                break;
            }

            var name = text.AsSpan(i + 1, end - i - 1);
            if ((i > 0 && text[i - 1] == '$') || name.IsEmpty || name.ContainsAnyExceptInRange('A', 'z'))
            {
                continue;
            }

            template.AddLiteral(text[start..i]);
            template._pieces.Add((true, name.ToString()));
            start = end + 1;
            i = end;
        }

        template.AddLiteral(text[start..]);
        return template;
    }

    /// <summary>The text with its placeholders filled; a name without a value stays as written.</summary>
    /// <param name="values">The values by name.</param>
    /// <param name="escape">What is done to a value before it is put in.</param>
    public string Fill(IReadOnlyDictionary<string, string> values, Func<string, string>? escape = null)
    {
        if (_pieces.Count == 1 && !_pieces[0].Placeholder)
        {
            return _pieces[0].Text;
        }

        var filled = new StringBuilder();
        foreach (var (placeholder, text) in _pieces)
        {
            if (!placeholder)
            {
                filled.Append(text);
            }
            else if (values.TryGetValue(text, out var value))
            {
                filled.Append(escape is null ? value : escape(value));
            }
            else
            {
                filled.Append('{').Append(text).Append('}');
            }
        }

        return filled.ToString();
    }

    private void AddLiteral(string text)
    {
        if (text.Length > 0)
        {
            _pieces.Add((false, text));
        }
    }
}
