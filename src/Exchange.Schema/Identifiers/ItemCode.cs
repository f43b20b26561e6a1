namespace Exchange.Schema.Identifiers;

/// <summary>
/// Codes of items: 10 or 12 digits (basic code), 24 (older implementation code), 31 (credit code, level, basic code),
/// 33 (with the number of the handling item), and the local form of Fujian (region 6, department 3, kind 2 letters, number 5).
/// </summary>
public static class ItemCode
{
    /// <summary>Checks a code; letters are upper case.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
            {
                return IdentifierFault.Character;
            }
        }

        return value.Length switch
        {
            10 or 12 or 24 => IdentifierFault.None,
            16 => Local(value),
            31 or 33 => Uscc.Check(value[..18]),
            _ => IdentifierFault.Length,
        };
    }

    private static IdentifierFault Local(ReadOnlySpan<char> value) =>
        Digits(value[..6]) && char.IsAsciiLetterUpper(value[9]) && char.IsAsciiLetterUpper(value[10]) && Digits(value[11..])
            ? IdentifierFault.None
            : IdentifierFault.Character;

    private static bool Digits(ReadOnlySpan<char> value) => !value.ContainsAnyExceptInRange('0', '9');
}
