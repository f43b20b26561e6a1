namespace Exchange.Schema.Identifiers;

/// <summary>Unified social credit codes of 18 characters (GB 32100-2015).</summary>
public static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Checks a code; letters are upper case.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> value)
    {
        if (value.Length != 18)
        {
            return IdentifierFault.Length;
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var digit = Alphabet.IndexOf(value[i]);
            if (digit < 0)
            {
                return IdentifierFault.Character;
            }

            sum += digit * Weights[i];
        }

        if (Alphabet.IndexOf(value[17]) < 0)
        {
            return IdentifierFault.Character;
        }

        return value[17] == Alphabet[(31 - sum % 31) % 31] ? IdentifierFault.None : IdentifierFault.CheckDigit;
    }
}
