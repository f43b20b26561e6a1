namespace Exchange.Pipeline.Recognition.Text;

/// <summary>
/// One form of every character for comparing: half-width, upper case, compatibility forms and common traditional characters
/// replaced, blanks, controls and middle dots dropped, and one sign for every character a system could not show.
/// </summary>
internal static class FoldTable
{
    /// <summary>The character says nothing.</summary>
    public const char Dropped = '\0';

    /// <summary>Some character stood here that the system could not show.</summary>
    public const char Unknown = '\u0001';

    private const string Dots = "·．•・‧∙⋅●\u0387\uFF65｡。•";
    private const string Signs = "?□■〓\uFFFD◇○＿*";
    private const string Invisible = "\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF\u00AD\u180E";

    private static readonly char[] Table = Build();

    /// <summary>The form of a character; <see cref="Dropped"/> or <see cref="Unknown"/> where it has none.</summary>
    public static char Of(char character) => Table[character];

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var c = i is >= 0xFF01 and <= 0xFF5E ? (char)(i - 0xFEE0) : (char)i;
            table[i] = char.IsWhiteSpace(c) || char.IsControl(c) ? Dropped
                : i is >= 0xE000 and <= 0xF8FF ? Unknown
                : char.ToUpperInvariant(c);
        }

        Replace(table, CompatibilityForms.Pairs);
        Replace(table, TraditionalForms.Pairs);
        Fill(table, Dots, Dropped);
        Fill(table, Invisible, Dropped);
        Fill(table, Signs, Unknown);
        table['？'] = Unknown;
        table['（'] = '(';
        table['）'] = ')';
        table['〔'] = table['【'] = table['［'] = '(';
        table['〕'] = table['】'] = table['］'] = ')';

        // What was replaced may itself have a simpler form.
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = table[i] is Dropped or Unknown ? table[i] : table[table[i]];
        }

        return table;
    }

    private static void Replace(char[] table, string pairs)
    {
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            table[pairs[i]] = pairs[i + 1];
        }
    }

    private static void Fill(char[] table, string characters, char with)
    {
        foreach (var c in characters)
        {
            table[c] = with;
        }
    }
}
