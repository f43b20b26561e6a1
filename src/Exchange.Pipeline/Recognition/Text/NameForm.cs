namespace Exchange.Pipeline.Recognition.Text;

/// <summary>The compared form of the name of a person.</summary>
internal static class NameForm
{
    private const int Longest = 100;

    /// <summary>The form; empty where nothing certain is left. Words of a Latin name come in one order.</summary>
    public static string Of(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "";
        }

        var text = name.AsSpan(0, Math.Min(name.Length, Longest));
        if (IsLatin(text))
        {
            return Latin(text);
        }

        Span<char> buffer = stackalloc char[Longest];
        var length = 0;
        var certain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = FoldTable.Of(text[i]);
            if (c == '(' && Closing(text, i) is > 0 and var end)
            {
                buffer[length++] = NamePattern.Some;
                i = end;
            }
            else if (c == FoldTable.Unknown)
            {
                // A rare character comes as one sign or, from its two bytes, as two.
                if (length == 0 || buffer[length - 1] != FoldTable.Unknown)
                {
                    buffer[length++] = c;
                }
            }
            else if (c != FoldTable.Dropped && c is not ('-' or '\'' or ',' or '，' or '_'))
            {
                buffer[length++] = c;
                certain++;
            }
        }

        return certain == 0 || IsNothing(buffer[..length]) ? "" : new string(buffer[..length]);
    }

    /// <summary>Whether a form has places that stand for characters nobody knows.</summary>
    public static bool IsOpen(string form) => form.AsSpan().ContainsAny(FoldTable.Unknown, NamePattern.Some);

    private static bool IsLatin(ReadOnlySpan<char> text)
    {
        var letters = false;
        foreach (var c in text)
        {
            var folded = FoldTable.Of(c);
            letters |= char.IsAsciiLetter(folded);
            if (folded > '\u024F')
            {
                return false;
            }
        }

        return letters;
    }

    private static string Latin(ReadOnlySpan<char> text)
    {
        Span<char> spaced = stackalloc char[Longest];
        for (var i = 0; i < text.Length; i++)
        {
            var c = FoldTable.Of(text[i]);
            spaced[i] = char.IsLetterOrDigit(c) ? c : c is '\'' ? '\'' : ' ';
        }

        var words = new string(spaced[..text.Length]).Replace("'", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(words, StringComparer.Ordinal);
        return string.Concat(words);
    }

    private static int Closing(ReadOnlySpan<char> text, int open)
    {
        for (var i = open + 1; i < Math.Min(text.Length, open + 8); i++)
        {
            if (FoldTable.Of(text[i]) == ')')
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsNothing(ReadOnlySpan<char> form) => form is "无" or "/" or "NULL" or "空" or "不详";
}
