namespace Exchange.Connectors.Rest.Replies;

/// <summary>A system's words, cut to a length and to one line.</summary>
internal static class Words
{
    public static string Short(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "(no message)";
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
