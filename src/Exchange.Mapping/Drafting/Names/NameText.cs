using System.Text;

namespace Exchange.Mapping.Drafting.Names;

/// <summary>A field's name as letters only, with the places where a word of it begins or ends.</summary>
internal sealed class NameText
{
    private static readonly string[] Noise = ["f", "c", "s", "d", "v", "n", "dt", "str", "fld", "col", "tb", "xs"];
    private static readonly string[] Tail = ["text", "str", "value", "val", "desc2", "new"];
    private readonly HashSet<int> _edges = [];

    private NameText(IReadOnlyList<string> tokens, double factor = 1)
    {
        Factor = factor;
        Tokens = tokens;
        var text = new StringBuilder();
        _edges.Add(0);
        foreach (var token in tokens)
        {
            text.Append(token);
            _edges.Add(text.Length);
        }

        Text = text.ToString();
    }

    /// <summary>How much of the name's certainty is left after what was cut.</summary>
    public double Factor { get; }

    /// <summary>The letters, lower case.</summary>
    public string Text { get; }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Whether a word begins or ends at a place.</summary>
    public bool IsEdge(int place) => _edges.Contains(place);

    /// <summary>Whether a word ends inside a stretch.</summary>
    public bool HasEdgeWithin(int from, int to) => _edges.Any(e => e > from && e < to);

    /// <summary>The name and, after it, what is left of it without marks that carry no meaning.</summary>
    public static IEnumerable<NameText> Readings(string name)
    {
        var tokens = Split(name);
        if (tokens.Count == 0)
        {
            yield break;
        }

        yield return new NameText(tokens);
        if (tokens.Count > 1 && Noise.Contains(tokens[0]))
        {
            yield return new NameText([.. tokens.Skip(1)], 0.97);
        }

        if (tokens.Count > 1 && (Tail.Contains(tokens[^1]) || tokens[^1].Length == 1))
        {
            yield return new NameText([.. tokens.SkipLast(1)], 0.9);
        }

        if (tokens.Count == 2 && tokens.All(t => char.IsAsciiLetter(t[0])))
        {
            yield return new NameText([tokens[1], tokens[0]], 0.88);
        }
    }

    private static List<string> Split(string name)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        var bracket = name.AsSpan().IndexOfAny('(', '（', '[');
        var end = bracket > 0 ? bracket : name.Length;
        for (var i = 0; i < end; i++)
        {
            var c = name[i];
            var letter = char.IsAsciiLetter(c) || (c > 127 && char.IsLetter(c));
            var begins = i > 0 && letter
                && ((char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(name[i - 1]))
                    || (char.IsAsciiLetterUpper(c) && char.IsAsciiLetterUpper(name[i - 1]) && i + 1 < end && char.IsAsciiLetterLower(name[i + 1]))
                    || char.IsAsciiLetter(c) != char.IsAsciiLetter(name[i - 1]));
            if (!letter || begins)
            {
                Flush();
            }

            if (letter)
            {
                word.Append(char.ToLowerInvariant(c));
            }
        }

        Flush();
        return tokens;

        void Flush()
        {
            if (word.Length > 0)
            {
                tokens.Add(word.ToString());
                word.Clear();
            }
        }
    }
}
