namespace Exchange.Schema.Identifiers;

/// <summary>Organisation codes of 9 characters, with or without the dash before the last (GB 11714).</summary>
public static class OrganisationCode
{
    private static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks a code; letters are upper case.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> value)
    {
        if (value.Length == 10 && value[8] == '-')
        {
            Span<char> joined = stackalloc char[9];
            value[..8].CopyTo(joined);
            joined[8] = value[9];
            return Check(joined);
        }

        if (value.Length != 9)
        {
            return IdentifierFault.Length;
        }

        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            var c = value[i];
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
            {
                return IdentifierFault.Character;
            }

            sum += (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * Weights[i];
        }

        var check = (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
        return value[8] == check ? IdentifierFault.None : IdentifierFault.CheckDigit;
    }
}
