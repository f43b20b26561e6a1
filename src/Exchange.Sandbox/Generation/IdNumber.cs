using System.Globalization;

namespace Exchange.Sandbox.Generation;

/// <summary>Resident ID numbers of the unassigned region 350599, with the check character of GB 11643.</summary>
internal static class IdNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static string Create(DateOnly birth, int sequence)
        => Complete("350599" + birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("D3", CultureInfo.InvariantCulture));

    public static string Complete(string body) => body + Check(body);

    public static bool IsValid(string number)
        => number.Length == 18
            && number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0
            && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && number[17] == Check(number[..17]);

    /// <summary>The same number with a check character that does not hold.</summary>
    public static string Spoil(string number) => number[..17] + (number[17] == '1' ? '2' : '1');

    private static char Check(string body)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (body[i] - '0') * Weights[i];
        }
        return "10X98765432"[sum % 11];
    }
}
