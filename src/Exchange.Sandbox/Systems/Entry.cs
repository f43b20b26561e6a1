namespace Exchange.Sandbox.Systems;

/// <summary>An entry as it stands at the source, and what must come of it.</summary>
/// <param name="Key">The number people call it by.</param>
/// <param name="Records">Its records in all feeds.</param>
/// <param name="Cases">The cases the hub must know of it.</param>
/// <param name="Parts">Steps and materials that cases of other systems get of it.</param>
/// <param name="People">The personal data in it (kind, value).</param>
internal sealed record Entry(string Key, IReadOnlyList<FeedRecord> Records, IReadOnlyList<ExpectedCase> Cases, IReadOnlyList<ExpectedPart> Parts, IReadOnlyCollection<(string Kind, string Value)> People)
{
    /// <summary>An entry with nothing in it.</summary>
    public static Entry Nothing(int number) => new($"{number}", [], [], [], []);
}
