namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>The words of features and outcomes in the rules, and which outcome a feature can have.</summary>
internal static class FeatureTable
{
    public const int Features = 16;
    public const int Outcomes = 16;
    public const int FirstOfWhat = (int)Feature.Item;

    private static readonly (string Word, string Shown, Outcome[] Outcomes)[] Table =
    [
        ("document", "document number", [Outcome.Same, Outcome.Converted, Outcome.Typo, Outcome.Near, Outcome.Doubtful, Outcome.Different]),
        ("name", "name", [Outcome.Same, Outcome.Variant, Outcome.Typo, Outcome.Different]),
        ("organisation", "name of the organisation", [Outcome.Same, Outcome.Variant, Outcome.Typo, Outcome.Different]),
        ("phone", "phone number", [Outcome.Same, Outcome.Typo, Outcome.Different]),
        ("address", "address", [Outcome.Same, Outcome.Near, Outcome.Different]),
        ("born", "day of birth", [Outcome.Same, Outcome.Typo, Outcome.Different]),
        ("agent", "agent", [Outcome.Same, Outcome.Different]),
        ("parties", "applicant and agent", [Outcome.Same, Outcome.Swapped, Outcome.HalfSwapped]),
        ("item", "item", [Outcome.Same, Outcome.Family, Outcome.Near, Outcome.Different]),
        ("department", "department", [Outcome.Same, Outcome.Different]),
        ("date", "day of application", [Outcome.Same, Outcome.OneDay, Outcome.TwoDays, Outcome.Within, Outcome.Outside]),
        ("time", "minute of application", [Outcome.Same, Outcome.Different]),
        ("channel", "channel", [Outcome.Same, Outcome.Different]),
        ("project", "project", [Outcome.Same, Outcome.Near, Outcome.Doubtful, Outcome.Different]),
        ("acceptance", "acceptance document", [Outcome.Same, Outcome.Different]),
        ("numbers", "registered numbers", [Outcome.Same, Outcome.Different]),
    ];

    private static readonly string[] Words =
    [
        "missing", "same", "converted", "variant", "typo", "near", "family", "different",
        "one-day", "two-days", "within", "outside", "swapped", "half-swapped", "doubtful",
    ];

    public static IEnumerable<Feature> Who => Enumerable.Range(0, FirstOfWhat).Select(i => (Feature)i);

    public static IEnumerable<Feature> What => Enumerable.Range(FirstOfWhat, Features - FirstOfWhat).Select(i => (Feature)i);

    public static string Word(Feature feature) => Table[(int)feature].Word;

    public static string Shown(Feature feature) => Table[(int)feature].Shown;

    public static string Word(Outcome outcome) => Words[(int)outcome];

    /// <summary>The outcomes a feature can have besides <see cref="Outcome.Missing"/>.</summary>
    public static IReadOnlyList<Outcome> Of(Feature feature) => Table[(int)feature].Outcomes;
}
