namespace Exchange.Security.Privacy;

/// <summary>Citizen identity numbers (GB 11643) and their form of 15 digits from before 1999.</summary>
internal static class IdentityNumber
{
    /// <summary>The length of a number.</summary>
    public const int Length = 18;

    /// <summary>The length of an old number.</summary>
    public const int OldLength = 15;

    private const string CheckDigits = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The check digit of the first 17 digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (digits[i] - '0') * Weights[i];
        }

        return CheckDigits[sum % 11];
    }

    /// <summary>Whether digits have the shape of a number, wrongly typed ones included.</summary>
    /// <param name="run">The digits.</param>
    /// <param name="first">The index of the first.</param>
    /// <param name="length">How many.</param>
    /// <param name="strictDate">Whether the date of birth must be one.</param>
    public static bool LooksLike(DigitRun run, int first, int length, bool strictDate)
    {
        if (length is not (Length or OldLength) || !IsProvince(run, first))
        {
            return false;
        }

        return length switch
        {
            // The check letter at the end leaves no doubt.
            Length when run[first + Length - 1] == 'X' => true,
            Length when strictDate => IsDate(run, first + 6, century: true),
            Length => IsCentury(run, first + 6) || HasCheckDigit(run, first),
            OldLength => run[first + OldLength - 1] != 'X' && IsDate(run, first + 6, century: false),
            _ => false,
        };
    }

    /// <summary>Whether 18 digits are a number with a possible date and the right check digit.</summary>
    public static bool IsValid(DigitRun run, int first) =>
        IsProvince(run, first) && IsDate(run, first + 6, century: true) && HasCheckDigit(run, first);

    private static bool HasCheckDigit(DigitRun run, int first)
    {
        Span<char> digits = stackalloc char[Weights.Length];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = run[first + i];
            if (digits[i] == 'X')
            {
                return false;
            }
        }

        return run[first + Length - 1] == CheckDigit(digits);
    }

    private static bool IsProvince(DigitRun run, int first) => IsProvince(run[first], run[first + 1]);

    /// <summary>Whether two digits begin a region code; 81 to 83 are residents from Hong Kong, Macao and Taiwan, 9 foreign residents.</summary>
    public static bool IsProvince(char first, char second) => (first, second) switch
    {
        ('1', >= '1' and <= '5') => true,
        ('2', >= '1' and <= '3') => true,
        ('3', >= '1' and <= '7') => true,
        ('4', >= '1' and <= '6') => true,
        ('5', >= '0' and <= '4') => true,
        ('6', >= '1' and <= '5') => true,
        ('7', '1') => true,
        ('8', >= '1' and <= '3') => true,
        ('9', >= '0' and <= '9') => true,
        _ => false,
    };

    private static bool IsCentury(DigitRun run, int first) => (run[first], run[first + 1]) is ('1', '8' or '9') or ('2', '0');

    private static bool IsDate(DigitRun run, int first, bool century)
    {
        if (century)
        {
            if (!IsCentury(run, first))
            {
                return false;
            }

            first += 2;
        }

        return IsMonthAndDay(run[first + 2], run[first + 3], run[first + 4], run[first + 5]);
    }

    /// <summary>Whether four digits can be a month and a day; 30 February passes, as it occurs in mistyped numbers.</summary>
    public static bool IsMonthAndDay(char month1, char month2, char day1, char day2)
    {
        var month = ((month1 - '0') * 10) + month2 - '0';
        var day = ((day1 - '0') * 10) + day2 - '0';
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }
}
