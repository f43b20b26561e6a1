namespace Exchange.Security.Privacy;

/// <summary>
/// Finds personal numbers in free text: identity numbers of 18 and 15 characters, mobile numbers and bank cards, also in
/// full-width digits, with +86, and with spaces or dashes between groups. One pass, no pattern matching that could run away.
/// </summary>
internal static class PersonalText
{
    /// <summary>Masks every personal number; use it on error texts and platform messages before they are shown, stored or logged.</summary>
    /// <remarks>Names and addresses in free text cannot be told from other words and stay.</remarks>
    public static string Guard(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        char[]? masked = null;
        foreach (var run in DigitRuns.Of(text))
        {
            foreach (var found in PersonalNumbers.In(run))
            {
                masked ??= text.ToCharArray();
                for (var digit = found.First + found.KeepFirst; digit <= found.Last - found.KeepLast; digit++)
                {
                    masked[run.Position(digit)] = '*';
                }
            }
        }

        return masked is null ? text : new string(masked);
    }

    /// <summary>
    /// Whether a text can hold nothing personal that can be recognised: plain ASCII (so no Chinese name or address) without a
    /// personal number. It decides whether a source key may be stored in clear.
    /// </summary>
    public static bool IsHarmless(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        foreach (var run in DigitRuns.Of(text))
        {
            if (PersonalNumbers.In(run).Count > 0)
            {
                return false;
            }
        }

        return true;
    }
}
