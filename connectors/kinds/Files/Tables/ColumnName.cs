namespace Exchange.Connectors.Files.Tables;

/// <summary>Makes names of the texts of a header.</summary>
internal static class ColumnName
{
    private const int Longest = 128;

    /// <summary>The text with full-width letters, digits and marks as ordinary ones, without white space and line breaks in it.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var name = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            var folded = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
            if (folded is '\r' or '\n' or '\uFEFF' or '\u200B' || char.IsControl(folded))
            {
                continue;
            }

            name.Append(char.IsWhiteSpace(folded) ? ' ' : folded);
        }

        var trimmed = name.ToString().Trim();
        return trimmed.Length <= Longest ? trimmed : trimmed[..Longest];
    }
}
