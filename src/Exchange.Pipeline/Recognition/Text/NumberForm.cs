namespace Exchange.Pipeline.Recognition.Text;

/// <summary>Numbers of cases: their compared form, and those that stand in free text.</summary>
internal static class NumberForm
{
    /// <summary>Nothing shorter is taken for the number of a case.</summary>
    public const int Shortest = 6;

    private const int FewestDigits = 4;
    private const int Longest = 64;
    private const int MostInText = 32;

    /// <summary>The form of a number; empty where it is too short, or a placeholder, to be one.</summary>
    public static string Of(string? number)
    {
        var form = PlainForm.Of(number, Longest);
        return IsNumber(form, Shortest) ? form : "";
    }

    /// <summary>Adds the hashes of what in a free text can be a number.</summary>
    public static void AddMentions(string? text, int shortest, List<ulong> into)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        Span<char> token = stackalloc char[Longest];
        var length = 0;
        for (var i = 0; i <= text.Length && into.Count < MostInText; i++)
        {
            var c = i == text.Length ? ' ' : FoldTable.Of(text[i]);
            if (char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
            {
                if (length < Longest)
                {
                    token[length] = c;
                }

                length++;
            }
            else if (c is not ('-' or '_' or '#'))
            {
                if (length <= Longest && IsNumber(token[..Math.Min(length, Longest)], shortest))
                {
                    into.Add(TextHash.Of(token[..length]));
                }

                length = 0;
            }
        }
    }

    private static bool IsNumber(ReadOnlySpan<char> form, int shortest)
    {
        var digits = 0;
        foreach (var c in form)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return form.Length >= shortest && digits >= FewestDigits && form.ContainsAnyExcept(form[0]);
    }
}
