using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>clean: [trim, trimEnd, halfWidth, nbsp, upper, lower, digits, collapse, noSpace]</c>, applied in the order written.</summary>
internal sealed class CleanFactory : IFieldOperatorFactory
{
    internal static readonly Dictionary<string, Func<string, string>> Words = new(StringComparer.Ordinal)
    {
        ["trim"] = static text => text.Trim(),
        ["trimEnd"] = static text => text.TrimEnd(),
        ["halfWidth"] = HalfWidth,
        ["nbsp"] = static text => text.Replace('\u00A0', ' '),
        ["upper"] = static text => text.ToUpperInvariant(),
        ["lower"] = static text => text.ToLowerInvariant(),
        ["digits"] = Digits,
        ["collapse"] = Collapse,
        ["noSpace"] = static text => string.Concat(text.Where(c => !char.IsWhiteSpace(c))),
    };

    public string Key => "clean";

    public OperatorPhase Phase => OperatorPhase.Clean;

    public OperatorReference Reference { get; } = new(
        "Tidies the text, in the order written. A value of which nothing is left is an error.",
        "applicant.idNo: { from: sqrzjhm, clean: [trim, trimEnd, halfWidth, upper] }",
        ("trim", "no spaces around it"),
        ("trimEnd", "no spaces after it"),
        ("halfWidth", "ＡＢ１ becomes AB1"),
        ("nbsp", "a space that does not break becomes one that does"),
        ("upper", "capital letters"),
        ("lower", "small letters"),
        ("digits", "keeps only digits"),
        ("collapse", "one space between words"),
        ("noSpace", "no space anywhere"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        var steps = new List<Func<string, string>>();
        foreach (var (word, location) in scope.Texts(node, Key))
        {
            if (Words.TryGetValue(word, out var step))
            {
                steps.Add(step);
            }
            else
            {
                scope.Unknown(location, $"'{word}' is no way to clean", word, Words.Keys);
            }
        }

        return new CleanOperator([.. steps], scope.Mapping.Nulls);
    }

    private static string HalfWidth(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') && !text.Contains('\u3000'))
        {
            return text;
        }

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                span[i] = source[i] switch
                {
                    '\u3000' => ' ',
                    >= '\uFF01' and <= '\uFF5E' and var c => (char)(c - 0xFEE0),
                    var c => c,
                };
            }
        });
    }

    private static string Digits(string text) =>
        text.AsSpan().ContainsAnyExceptInRange('0', '9') ? string.Concat(text.Where(char.IsAsciiDigit)) : text;

    private static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                space = true;
                continue;
            }

            if (space && result.Length > 0)
            {
                result.Append(' ');
            }

            space = false;
            result.Append(c);
        }

        return result.ToString();
    }
}
