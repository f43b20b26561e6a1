using System.Globalization;

namespace Exchange.Sandbox.Generation;

/// <summary>Unified social credit codes (GB 32100) with an organisation code (GB 11714) beginning XX, which is not issued.</summary>
internal static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>A code for a registering authority and category, e.g. "91", of region 350521.</summary>
    public static string Create(string kind, int number)
    {
        var body = "XX" + number.ToString("D6", CultureInfo.InvariantCulture);
        var code = kind + "350521" + body + OrganisationCheck(body);
        return code + Check(code);
    }

    public static bool IsValid(string code)
        => code.Length == 18
            && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal))
            && OrganisationCheck(code.Substring(8, 8)) == code[16]
            && Check(code[..17]) == code[17];

    /// <summary>The nine characters of the organisation code inside a credit code.</summary>
    public static string OrganisationCode(string code) => code.Substring(8, 9);

    public static string Spoil(string code) => code[..17] + (code[17] == '1' ? '2' : '1');

    private static char Check(string body)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Alphabet.IndexOf(body[i], StringComparison.Ordinal) * Weights[i];
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    private static char OrganisationCheck(string body)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            sum += (char.IsDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10) * OrganisationWeights[i];
        }
        var check = 11 - sum % 11;
        return check switch { 10 => 'X', 11 => '0', _ => (char)('0' + check) };
    }
}
