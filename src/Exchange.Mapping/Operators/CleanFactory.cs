using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>clean: [trim, halfWidth, nbsp, upper, lower, digits, collapse]</c>, applied in the order written.</summary>
internal sealed class CleanFactory : IFieldOperatorFactory
{
    private static readonly Dictionary<string, Func<string, string>> Words = new(StringComparer.Ordinal)
    {
        ["trim"] = static text => text.Trim(),
        ["halfWidth"] = HalfWidth,
        ["nbsp"] = static text => text.Replace('\u00A0', ' '),
        ["upper"] = static text => text.ToUpperInvariant(),
        ["lower"] = static text => text.ToLowerInvariant(),
        ["digits"] = Digits,
        ["collapse"] = Collapse,
    };

    public string Key => "clean";

    public OperatorPhase Phase => OperatorPhase.Clean;

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
