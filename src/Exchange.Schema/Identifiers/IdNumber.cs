namespace Exchange.Schema.Identifiers;

/// <summary>Citizen identity numbers of 18 characters (GB 11643) and the 15 digits of before 1999.</summary>
public static class IdNumber
{
    private const string CheckDigits = "10X98765432";
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks a number. A lower-case x is a wrong character: normalise before.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> value)
    {
        if (value.Length is not (15 or 18))
        {
            return IdentifierFault.Length;
        }

        var digits = value.Length == 18 ? value[..17] : value;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return IdentifierFault.Character;
            }
        }

        if (value.Length == 18 && !char.IsAsciiDigit(value[17]) && value[17] != 'X')
        {
            return IdentifierFault.Character;
        }

        var year = value.Length == 18 ? Number(value.Slice(6, 4)) : 1900 + Number(value.Slice(6, 2));
        var at = value.Length == 18 ? 10 : 8;
        if (!Exists(year, Number(value.Slice(at, 2)), Number(value.Slice(at + 2, 2))))
        {
            return IdentifierFault.Date;
        }

        if (value.Length == 18 && value[17] != CheckDigit(value[..17]))
        {
            return IdentifierFault.CheckDigit;
        }

        return KnownProvince(Number(value[..2])) ? IdentifierFault.None : IdentifierFault.UnknownRegion;
    }

    /// <summary>The number of 18 characters for one of 15; one of 18 as it is; <see langword="null"/> for anything else.</summary>
    public static string? ToEighteen(string value)
    {
        if (Check(value) > IdentifierFault.UnknownRegion)
        {
            return null;
        }

        if (value.Length == 18)
        {
            return value;
        }

        var body = string.Concat(value.AsSpan(0, 6), "19", value.AsSpan(6));
        return body + CheckDigit(body);
    }

    private static char CheckDigit(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (body[i] - '0') * Weights[i];
        }

        return CheckDigits[sum % 11];
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var c in digits)
        {
            value = value * 10 + (c - '0');
        }

        return value;
    }

    private static bool Exists(int year, int month, int day) =>
        year is >= 1850 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    // The first two digits: provinces, then Taiwan, and the residence permits of Hong Kong, Macao and Taiwan residents.
    private static bool KnownProvince(int code) => code is
        (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54) or (>= 61 and <= 65)
        or 71 or (>= 81 and <= 83) or 91;
}
