using System.Text;
using Exchange.Security.Privacy;

namespace Exchange.Security.Matching;

/// <summary>The one form of a document number, phone or name that is compared. Changing it makes stored tokens useless.</summary>
public static class MatchText
{
    private const int ShortestPhone = 7;
    private const int LongestPhone = 15;
    private const int MaximumLength = 200;

    /// <summary>Letters and digits only, half-width, upper case; an identity number of 15 digits becomes one of 18. Empty where nothing is left.</summary>
    public static string Document(string? number)
    {
        var text = new StringBuilder();
        foreach (var raw in Bounded(number))
        {
            var character = HalfWidth(raw);
            if (char.IsLetterOrDigit(character))
            {
                text.Append(char.ToUpperInvariant(character));
            }
        }

        // Words such as 无 stand where there is no document.
        return text.ToString() is var normalised && normalised.Any(char.IsAsciiDigit) ? Modern(normalised) : "";
    }

    /// <summary>Digits only, without the country code of China. Empty where it cannot be a phone number.</summary>
    public static string Phone(string? number)
    {
        var digits = new StringBuilder();
        foreach (var raw in Bounded(number))
        {
            var character = HalfWidth(raw);
            if (char.IsAsciiDigit(character))
            {
                digits.Append(character);
            }
        }

        var text = digits.ToString();
        foreach (var prefix in (ReadOnlySpan<string>)["0086", "86", "0"])
        {
            if (text.Length == 11 + prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) && text[prefix.Length] == '1')
            {
                text = text[prefix.Length..];
                break;
            }
        }

        return text.Length is >= ShortestPhone and <= LongestPhone ? text : "";
    }

    /// <summary>The numbers of a field in which several are joined by 、 , ; or /.</summary>
    public static IReadOnlyList<string> Phones(string? numbers) =>
    [
        .. Bounded(numbers).Split(['、', ',', '，', ';', '；', '/', '|', '\n'])
            .Select(Phone)
            .Where(n => n.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Half-width, upper case, without spaces, with one form of the middle dot. Empty where nothing is left.</summary>
    public static string Name(string? name)
    {
        var text = new StringBuilder();
        foreach (var raw in Bounded(name))
        {
            var character = HalfWidth(raw);
            if (!char.IsWhiteSpace(character) && !char.IsControl(character) && character is not ('\u200B' or '\uFEFF'))
            {
                text.Append(IsMiddleDot(character) ? '·' : char.ToUpperInvariant(character));
            }
        }

        return text.ToString();
    }

    private static string Bounded(string? text) =>
        text is null ? "" : text.Length <= MaximumLength ? text : text[..MaximumLength];

    private static char HalfWidth(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        '\u3000' => ' ',
        _ => character,
    };

    private static bool IsMiddleDot(char character) =>
        character is '·' or '．' or '.' or '•' or '・' or '‧' or '∙' or '⋅' or '●' or '\u0387' or '\uFF65' or '｡';

    private static string Modern(string number)
    {
        if (number.Length != IdentityNumber.OldLength
            || !number.All(char.IsAsciiDigit)
            || !IdentityNumber.IsProvince(number[0], number[1])
            || !IdentityNumber.IsMonthAndDay(number[8], number[9], number[10], number[11]))
        {
            return number;
        }

        var modern = $"{number[..6]}19{number[6..]}";
        return modern + IdentityNumber.CheckDigit(modern);
    }
}
