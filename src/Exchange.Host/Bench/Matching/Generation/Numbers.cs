using System.Globalization;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>Document numbers nobody has: identity numbers of a region that does not exist, codes of organisations never registered.</summary>
internal static class Numbers
{
    private const string CodeDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] CodeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    public static string Identity(Dice dice)
    {
        var born = new DateOnly(1938, 1, 1).AddDays(dice.Below(365 * 68));
        var body = "350599" + born.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + dice.Below(1000).ToString("D3", CultureInfo.InvariantCulture);

        // The check digit is what makes the whole, weighted with powers of two, leave 1 when divided by 11.
        var sum = 0;
        foreach (var digit in body)
        {
            sum = (sum + (digit - '0')) * 2 % 11;
        }

        var check = (12 - sum) % 11;
        return body + (check == 10 ? "X" : check.ToString(CultureInfo.InvariantCulture));
    }

    public static bool HasOldForm(string identity) => identity.Length == 18 && identity[6] == '1';

    public static string OldForm(string identity) => identity[..6] + identity[8..17];

    public static string Organisation(Dice dice)
    {
        Span<char> code = stackalloc char[18];
        "9135059".CopyTo(code);
        code[7] = '9';
        var sum = 0;
        code[8] = 'M';
        code[9] = 'A';
        for (var i = 10; i < 16; i++)
        {
            code[i] = dice.Pick("0123456789ABCDEFGHJKLMNPQRTUWXY");
        }

        for (var i = 0; i < 8; i++)
        {
            var c = code[8 + i];
            sum += (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * OrganisationWeights[i];
        }

        var check = 11 - sum % 11;
        code[16] = check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);
        sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += CodeDigits.IndexOf(code[i], StringComparison.Ordinal) * CodeWeights[i];
        }

        code[17] = CodeDigits[(31 - sum % 31) % 31];
        return new string(code);
    }
}
