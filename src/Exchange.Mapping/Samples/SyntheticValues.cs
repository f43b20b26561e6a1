using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Samples;

/// <summary>Values of nobody, made from a number: the same number gives the same value.</summary>
internal static class SyntheticValues
{
    private const string Region = "350599";
    private const string CodeLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly string[] Surnames = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈"];
    private static readonly string[] Given = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

    public static string Person(ulong seed) => $"{Surnames[seed % 10]}测{Given[seed / 10 % 10]}";

    public static string Organisation(ulong seed) => $"示例{Given[seed % 10]}{Given[seed / 10 % 10]}有限公司";

    public static string Phone(ulong seed) => $"1990000{seed % 10_000:0000}";

    public static string Address(ulong seed) => $"福建省泉州市示例区测试路{seed % 900 + 1}号";

    /// <summary>A citizen's number of the same length.</summary>
    public static string IdNumber(ulong seed, int length)
    {
        var body = $"{Region}{1950 + seed % 50}{seed / 50 % 12 + 1:00}{seed / 600 % 28 + 1:00}{seed / 16_800 % 1_000:000}";
        return length == 15 ? $"{Region}{body[8..]}" : Checked(body, "0123456789X", c => Schema.Identifiers.IdNumber.Check(c) is IdentifierFault.None or IdentifierFault.UnknownRegion);
    }

    public static string SocialCreditCode(ulong seed) =>
        Checked($"91{Region}{OrganisationCodeOf(seed)}", CodeLetters, c => Uscc.Check(c) == IdentifierFault.None);

    public static string OrganisationCodeOf(ulong seed) =>
        Checked($"{seed % 100_000_000:00000000}", "0123456789X", c => OrganisationCode.Check(c) == IdentifierFault.None);

    /// <summary>A text of the same shape: digits become other digits, all else stays.</summary>
    public static string SameShape(string text, ulong seed) => string.Create(text.Length, (text, seed), static (span, state) =>
    {
        var left = state.seed;
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.text[i];
            if (char.IsAsciiDigit(c))
            {
                left = unchecked(left * 6364136223846793005UL + 1442695040888963407UL);
                c = (char)('0' + (left >> 33) % 10);
            }

            span[i] = c;
        }
    });

    private static string Checked(string body, string letters, Func<string, bool> isRight) => body + letters.First(c => isRight(body + c));
}
