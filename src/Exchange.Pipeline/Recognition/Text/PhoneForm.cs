namespace Exchange.Pipeline.Recognition.Text;

/// <summary>The compared forms of the phone numbers of a field.</summary>
internal static class PhoneForm
{
    private const int Shortest = 7;
    private const int Longest = 13;
    private const int Most = 4;

    /// <summary>Adds the numbers of a field to a list: digits, without the country code of China.</summary>
    public static void Add(string? field, List<string> numbers)
    {
        if (string.IsNullOrEmpty(field) || field.Length > 200)
        {
            return;
        }

        Span<char> digits = stackalloc char[32];
        var length = 0;
        for (var i = 0; i <= field.Length; i++)
        {
            var c = i == field.Length ? ',' : FoldTable.Of(field[i]);
            if (char.IsAsciiDigit(c))
            {
                if (length < digits.Length)
                {
                    digits[length++] = c;
                }
            }
            else if (c is ',' or '、' or ';' or '/' or '|' or '或' || (c == FoldTable.Dropped && length == 11))
            {
                Take(digits[..length], numbers);
                length = 0;
            }
        }
    }

    private static void Take(ReadOnlySpan<char> digits, List<string> numbers)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["0086", "86", "0"])
        {
            if (digits.Length == 11 + prefix.Length && digits.StartsWith(prefix, StringComparison.Ordinal) && digits[prefix.Length] == '1')
            {
                digits = digits[prefix.Length..];
                break;
            }
        }

        if (digits.Length is >= Shortest and <= Longest && digits.ContainsAnyExcept(digits[0]) && numbers.Count < Most)
        {
            var number = new string(digits);
            if (!numbers.Contains(number, StringComparer.Ordinal))
            {
                numbers.Add(number);
            }
        }
    }
}
