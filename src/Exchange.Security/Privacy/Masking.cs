using System.Text;

namespace Exchange.Security.Privacy;

/// <summary>Masks the values of fields known to be personal, for every view a person sees.</summary>
public static class Masking
{
    private const string Hidden = "****";

    private static readonly HashSet<string> CompoundSurnames = new(StringComparer.Ordinal)
    {
        "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "轩辕", "宇文", "长孙", "司空", "南宫",
    };

    // The first of these decides; what is cut too early only hides more.
    private static readonly string[][] AddressLevels = [["镇", "街道", "乡"], ["县", "区"], ["市", "州", "盟"], ["省", "自治区"]];

    /// <summary>Masks a name: 张三 → 张*, 张小三 → 张*三, 欧阳小三 → 欧阳*三; a Latin name keeps the first letter of each word.</summary>
    /// <param name="name">The name.</param>
    /// <param name="organisation">Whether it is an organisation's name, which is public and stays.</param>
    public static string Name(string? name, bool organisation = false)
    {
        var text = name?.Trim() ?? "";
        if (organisation || text.Length == 0)
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToArray();
        if (runes.All(r => r.IsAscii))
        {
            return LatinName(text);
        }

        if (runes.Length == 1)
        {
            return "*";
        }

        var surname = runes.Length > 2 && CompoundSurnames.Contains(text[..2]) ? 2 : 1;
        var keepLast = runes.Length - surname >= 2;
        var masked = new StringBuilder();
        for (var i = 0; i < runes.Length; i++)
        {
            masked.Append(i < surname || (keepLast && i == runes.Length - 1) ? runes[i].ToString() : "*");
        }

        return masked.ToString();
    }

    /// <summary>Masks a document number: the first 3 and the last 4 characters stay; of a short one only the last 2.</summary>
    public static string Document(string? number) => Keep(number?.Trim() ?? "", 3, 4);

    /// <summary>Masks a phone number: 138****1234; of another number only the last 2 digits stay.</summary>
    public static string Mobile(string? number)
    {
        var text = number?.Trim() ?? "";
        return text.Length > 11 ? Guarded(text) : Keep(text, 3, 4);
    }

    /// <summary>Masks a bank account: the last 4 digits stay.</summary>
    public static string Account(string? number) => Keep(number?.Trim() ?? "", 0, 4);

    /// <summary>Masks an address down to the town: 福建省泉州市惠安县张坂镇****.</summary>
    public static string Address(string? address)
    {
        var text = address?.Trim() ?? "";
        if (text.Length == 0)
        {
            return "";
        }

        foreach (var level in AddressLevels)
        {
            var end = -1;
            foreach (var mark in level)
            {
                var at = text.IndexOf(mark, StringComparison.Ordinal);
                if (at > 0 && !IsEstate(text, at) && (end < 0 || at + mark.Length < end))
                {
                    end = at + mark.Length;
                }
            }

            if (end > 0)
            {
                return PersonalText.Guard(text[..end]) + (end < text.Length ? Hidden : "");
            }
        }

        return Hidden;
    }

    /// <summary>Hides a value of which nothing may be seen; the length is hidden too.</summary>
    public static string All(string? value) => string.IsNullOrEmpty(value) ? "" : Hidden;

    /// <summary>
    /// Masks every identity number, mobile number and bank card found in free text; use it on error texts and platform messages
    /// before they are shown, stored or logged. Names and addresses cannot be told from other words there and stay. Takes
    /// time in proportion to the text, whatever it holds.
    /// </summary>
    public static string Guard(string? text) => PersonalText.Guard(text);

    /// <summary>
    /// Whether a text can hold nothing personal that can be recognised: plain ASCII (so no Chinese name or address) without
    /// an identity number, mobile number or bank card. It decides whether a source key may be stored in clear.
    /// </summary>
    public static bool IsHarmless(string? text) => PersonalText.IsHarmless(text);

    /// <summary>
    /// Masks a JSON document for display: personal fields by what their name says they are, other personal values wholly, and
    /// every other text as <see cref="Guard"/> does.
    /// </summary>
    /// <param name="json">The document, UTF-8.</param>
    /// <param name="isPersonal">Whether the field of a path is personal; all below a personal object is. A path is the names from the root joined by dots; the items of a list have the list's path: <c>events.handler</c>.</param>
    /// <returns>The masked document, indented.</returns>
    /// <exception cref="Abstractions.Failures.ExchangeException">It is not JSON (data).</exception>
    public static string MaskJson(ReadOnlySpan<byte> json, Func<string, bool> isPersonal) => MaskedJson.Mask(json, isPersonal);

    private static string Guarded(string text)
    {
        var guarded = PersonalText.Guard(text);
        return guarded == text ? Keep(text, 0, 2) : guarded;
    }

    // 小区, 社区 and the like are where somebody lives, not an administrative district.
    private static bool IsEstate(string text, int at) => text[at] == '区' && text[at - 1] is '小' or '社' or '园' or '院';

    private static string LatinName(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var starts = i == 0 || text[i - 1] == ' ';
            masked.Append(text[i] == ' ' || (starts && text.Length > 1) ? text[i] : '*');
        }

        return masked.ToString();
    }

    private static string Keep(string text, int first, int last)
    {
        // At least as much is hidden as would be shown; otherwise nearly all is.
        if (text.Length < first + last + 4)
        {
            (first, last) = (0, text.Length > 4 ? 2 : 0);
        }

        return string.Create(text.Length, (text, first, last), static (span, state) =>
        {
            span.Fill('*');
            state.text.AsSpan(0, state.first).CopyTo(span);
            state.text.AsSpan(state.text.Length - state.last).CopyTo(span[^state.last..]);
        });
    }
}
