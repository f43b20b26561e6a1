using System.Text;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>
/// A text with placeholders such as <c>{cursor}</c> or <c>{now:yyyyMMdd}</c>. <c>${secret:x}</c> is none of them, and neither
/// is a brace around anything that does not begin like a word.
/// </summary>
internal sealed class TemplateText
{
    private readonly List<(bool Placeholder, string Text)> _pieces = [];

    private TemplateText(string text) => Text = text;

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>The placeholders as they stand between their braces, in order.</summary>
    public IEnumerable<string> Placeholders => _pieces.Where(p => p.Placeholder).Select(p => p.Text);

    /// <summary>The names of the placeholders, without formats.</summary>
    public IEnumerable<string> Names => Placeholders.Select(NameOf);

    /// <summary>The one placeholder that is the whole text, or <see langword="null"/>.</summary>
    public string? Single => _pieces is [(true, var only)] ? only : null;

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

            var inside = text[(i + 1)..end];
            if ((i > 0 && text[i - 1] == '$') || !IsPlaceholder(inside))
            {
                continue;
            }

            template.AddLiteral(text[start..i]);
            template._pieces.Add((true, inside));
            start = end + 1;
            i = end;
        }

        template.AddLiteral(text[start..]);
        return template;
    }

    /// <summary>The name of a placeholder: what stands before the colon.</summary>
    public static string NameOf(string placeholder) => placeholder.Split(':', 2)[0];

    /// <summary>The text with its placeholders filled; one without a value stays as written.</summary>
    /// <param name="values">The values.</param>
    /// <param name="escape">What is done to a value before it is put in.</param>
    /// <param name="raw">Gives what is put in as it is, by placeholder; <see langword="null"/> for a value.</param>
    public string Fill(RequestValues values, Func<string, string>? escape = null, Func<string, string?>? raw = null)
    {
        if (_pieces is [] or [(false, _)])
        {
            return Text;
        }

        var filled = new StringBuilder();
        foreach (var (placeholder, text) in _pieces)
        {
            if (!placeholder)
            {
                filled.Append(text);
            }
            else if (raw?.Invoke(text) is { } asItIs)
            {
                filled.Append(asItIs);
            }
            else if (values.Find(text) is { } value)
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

    // The names of fields may stand here too: letters of any script, digits, dots, @ and # as XML gives them.
    private static bool IsPlaceholder(string inside)
    {
        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? inside : inside[..colon];
        return name.Length > 0 && (char.IsLetter(name[0]) || name[0] is '_' or '@' or '#')
            && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '@' or '#')
            && colon != inside.Length - 1;
    }

    private void AddLiteral(string text)
    {
        if (text.Length > 0)
        {
            _pieces.Add((false, text));
        }
    }
}
