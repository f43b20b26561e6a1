using Exchange.Schema.Identifiers;

namespace Exchange.Pipeline.Recognition.Text;

/// <summary>The compared form of a document number.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The number: an identity number of 15 digits made one of 18.</param>
/// <param name="Hash">The hash of what equal documents share: of an organisation its code of 9 characters.</param>
/// <param name="Valid">Whether a check digit proves it.</param>
/// <param name="Checked">Whether it has a check digit that could prove or refute it as it was keyed.</param>
/// <param name="Converted">Whether it was written in an older form.</param>
internal readonly record struct DocumentForm(DocumentKind Kind, string Text, ulong Hash, bool Valid, bool Checked, bool Converted)
{
    private const int Longest = 40;
    private const int Shortest = 5;

    public static DocumentForm None { get; } = new(DocumentKind.None, "", 0, Valid: false, Checked: false, Converted: false);

    /// <summary>Reads a number.</summary>
    /// <param name="number">The number as it was keyed.</param>
    /// <param name="type">The canonical kind of document, where it is known.</param>
    /// <param name="organisation">Whether it belongs to an organisation, as far as is known.</param>
    public static DocumentForm Of(string? number, string? type, bool organisation)
    {
        if (string.IsNullOrEmpty(number))
        {
            return None;
        }

        Span<char> buffer = stackalloc char[Longest];
        var length = 0;
        foreach (var raw in number.AsSpan(0, Math.Min(number.Length, Longest)))
        {
            var c = FoldTable.Of(raw);
            if (c == FoldTable.Unknown)
            {
                // A masked number identifies nobody.
                return None;
            }

            if (char.IsLetterOrDigit(c))
            {
                buffer[length++] = c;
            }
        }

        var text = buffer[..length];
        if (length < Shortest || !text.ContainsAnyInRange('0', '9') || !text.ContainsAnyExcept(text[0]))
        {
            return None;
        }

        return type switch
        {
            "id-card" or "hk-macao-taiwan-residence" => Identity(text),
            "uscc" or "org-code" => Organisation(text),
            null or "" or "other" => Guess(text, organisation),
            _ => length == 18 && Uscc.Check(text) == IdentifierFault.None ? Organisation(text) : Other(text),
        };
    }

    private static DocumentForm Guess(ReadOnlySpan<char> text, bool organisation)
    {
        if (text.Length is >= 17 and <= 19)
        {
            var person = !organisation && Digits(text[..^1]) >= text.Length - 3;
            return (text.Length == 18, person) switch
            {
                (true, _) when Uscc.Check(text) == IdentifierFault.None && (organisation || IdNumber.Check(text) > IdentifierFault.UnknownRegion) => Organisation(text),
                (_, true) => Identity(text),
                (true, _) when IdNumber.Check(text) <= IdentifierFault.UnknownRegion => Identity(text),
                _ => Organisation(text),
            };
        }

        return text.Length == 15 && !organisation && Digits(text) >= 14 ? Identity(text)
            : text.Length == 9 && OrganisationCode.Check(text) == IdentifierFault.None ? Organisation(text)
            : Other(text);
    }

    private static DocumentForm Identity(Span<char> text)
    {
        Mend(text);
        if (text.Length == 15)
        {
            if (IdNumber.Check(text) <= IdentifierFault.UnknownRegion && IdNumber.ToEighteen(new string(text)) is { } modern)
            {
                return new(DocumentKind.Identity, modern, TextHash.Of(modern), Valid: true, Checked: false, Converted: true);
            }

            return Made(DocumentKind.Identity, text, valid: false, @checked: true, converted: true);
        }

        return Made(DocumentKind.Identity, text, IdNumber.Check(text) <= IdentifierFault.UnknownRegion, @checked: true);
    }

    private static DocumentForm Identity(ReadOnlySpan<char> text)
    {
        Span<char> copy = stackalloc char[text.Length];
        text.CopyTo(copy);
        return Identity(copy);
    }

    private static DocumentForm Organisation(ReadOnlySpan<char> text)
    {
        if (text.Length == 18)
        {
            var valid = Uscc.Check(text) == IdentifierFault.None;
            var whole = new string(text);

            // The code of the organisation is part of it, so that both find each other.
            return new(DocumentKind.Organisation, whole, valid ? TextHash.Of(text[8..17]) : TextHash.Of(text), valid, Checked: true, Converted: false);
        }

        return text.Length == 9
            ? Made(DocumentKind.Organisation, text, OrganisationCode.Check(text) == IdentifierFault.None, @checked: true, converted: true)
            : text.Length is 17 or 19 ? Made(DocumentKind.Organisation, text, valid: false, @checked: true) : Other(text);
    }

    private static DocumentForm Other(ReadOnlySpan<char> text) => Made(DocumentKind.Other, text, valid: false, @checked: false);

    private static DocumentForm Made(DocumentKind kind, ReadOnlySpan<char> text, bool valid, bool @checked, bool converted = false) =>
        new(kind, new string(text), TextHash.Of(text), valid, @checked, converted);

    // The letters O, I and L are keyed for the digits they look like.
    private static void Mend(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = text[i] switch { 'O' => '0', 'I' or 'L' => '1', '×' => 'X', var c => c };
        }
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits;
    }
}
