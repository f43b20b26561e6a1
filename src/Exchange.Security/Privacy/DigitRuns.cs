using System.Globalization;

namespace Exchange.Security.Privacy;

/// <summary>Splits a text into runs of digits.</summary>
internal static class DigitRuns
{
    private const int MaximumSeparators = 3;

    /// <summary>The runs of a text that are long enough to matter, in order.</summary>
    public static IEnumerable<DigitRun> Of(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (!TryDigit(text[at], out _))
            {
                at++;
                continue;
            }

            var run = new DigitRun();
            at = Read(text, at, run);
            if (run.Length >= PersonalNumbers.Shortest)
            {
                yield return run;
            }
        }
    }

    /// <summary>Reads a run and returns the place after it.</summary>
    private static int Read(string text, int at, DigitRun run)
    {
        run.BeginGroup();
        while (at < text.Length)
        {
            if (TryDigit(text[at], out var digit))
            {
                run.Add(digit, at++);
                continue;
            }

            if (IsInvisible(text[at]))
            {
                at++;
                continue;
            }

            if (IsCheckLetter(text[at]) && run.Length >= 17)
            {
                run.Add('X', at);
                return at + 1;
            }

            var next = at;
            while (next < text.Length && next - at < MaximumSeparators && IsSeparator(text[next]))
            {
                next++;
            }

            if (next == at || next >= text.Length)
            {
                return next;
            }

            if (TryDigit(text[next], out _))
            {
                run.BeginGroup();
            }
            else if (!IsCheckLetter(text[next]) || run.Length < 17)
            {
                return next;
            }

            at = next;
        }

        return at;
    }

    private static bool TryDigit(char character, out char digit)
    {
        var value = char.IsAsciiDigit(character)
            ? character - '0'
            : character < 0x80 ? -1 : CharUnicodeInfo.GetDecimalDigitValue(character);
        digit = (char)('0' + value);
        return value >= 0;
    }

    // The Latin letter, its full-width form, and the Cyrillic, Greek and Roman-numeral letters that look like it.
    private static bool IsCheckLetter(char character) =>
        character is 'X' or 'x' or '\uFF38' or '\uFF58' or '\u0425' or '\u0445' or '\u03A7' or '\u2169' or '\u2179';

    private static bool IsSeparator(char character) =>
        character is ' ' or '\t' or '\u00A0' or '\u3000' or '-' or '\uFF0D' or '_' or '\u2212' or (>= '\u2000' and <= '\u200A') or (>= '\u2010' and <= '\u2015');

    private static bool IsInvisible(char character) =>
        character is '\u00AD' or '\uFEFF' or '\u2060' or (>= '\u200B' and <= '\u200F');
}
