namespace Exchange.Abstractions.Failures;

/// <summary>The words of another system, made fit to be stored and shown: bounded, on one line, without control characters.</summary>
public static class SystemWords
{
    /// <summary>The text cut to a length; <see langword="null"/> where there is none.</summary>
    /// <param name="text">What the system said.</param>
    /// <param name="longest">How many characters are kept.</param>
    public static string? Short(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var cut = text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + "…";
        return string.Create(cut.Length, cut, static (line, words) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(words[i]) ? ' ' : words[i];
            }
        });
    }
}
