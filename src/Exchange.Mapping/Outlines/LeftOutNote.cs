namespace Exchange.Mapping.Outlines;

/// <summary>What an author leaves out on purpose: <c># Not mapped: a, b — why.</c></summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Names">The names or paths; none where the note has no reason.</param>
internal sealed record LeftOutNote(int Line, IReadOnlyList<string> Names)
{
    private const string Start = "# Not mapped:";
    private const string Dash = " — ";

    /// <summary>The notes of a file.</summary>
    public static IReadOnlyList<LeftOutNote> Read(string path)
    {
        var notes = new List<LeftOutNote>();
        var number = 0;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            number++;
            var text = line.Trim();
            if (text.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
            {
                var dash = text.IndexOf(Dash, StringComparison.Ordinal);
                notes.Add(new LeftOutNote(number, dash < 0 ? [] : text[Start.Length..dash].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
            }
        }

        return notes;
    }
}
