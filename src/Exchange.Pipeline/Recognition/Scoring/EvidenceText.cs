using Exchange.Pipeline.Recognition.Rules;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Says what features gave, without values.</summary>
internal static class EvidenceText
{
    public static IReadOnlyList<FeatureEvidence> Of(OutcomeSet outcomes, ScoreRules rules)
    {
        var evidence = new List<FeatureEvidence>(8);
        foreach (var feature in FeatureTable.Who.Concat(FeatureTable.What))
        {
            var outcome = outcomes[feature];
            var weight = Math.Round(rules.Weight(feature, outcome), 3);
            if (outcome != Outcome.Missing && (weight != 0 || outcome is not (Outcome.Different or Outcome.Same)))
            {
                evidence.Add(new FeatureEvidence(FeatureTable.Word(feature), FeatureTable.Word(outcome), weight, $"{FeatureTable.Shown(feature)}: {Words(feature, outcome)}"));
            }
        }

        return evidence;
    }

    private static string Words(Feature feature, Outcome outcome) => (feature, outcome) switch
    {
        (Feature.Parties, Outcome.Swapped) => "have changed places",
        (Feature.Parties, Outcome.HalfSwapped) => "the applicant of one is the agent of the other",
        (Feature.Document, Outcome.Typo) => "one mistyping apart, and a check digit is wrong",
        (Feature.Document, Outcome.Near) => "one mistyping apart",
        (Feature.Document, Outcome.Converted) => "the same, once in an older form",
        (Feature.Document, Outcome.Different) => "two valid numbers",
        (Feature.Item, Outcome.Near) => "two items of one family",
        (Feature.Item, Outcome.Family) => "of one family",
        (Feature.Date, Outcome.Same) => "the same",
        (Feature.Date, Outcome.OneDay) => "one working day apart",
        (Feature.Date, Outcome.TwoDays) => "two working days apart",
        (Feature.Date, Outcome.Within) => "within the window",
        (Feature.Date, Outcome.Outside) => "outside the window",
        (_, Outcome.Same) => "the same",
        (_, Outcome.Variant) => "written in another way",
        (_, Outcome.Typo) => "one mistyping apart",
        (_, Outcome.Near) => "alike",
        (_, Outcome.Doubtful) => "not the same",
        (_, Outcome.Different) => "different",
        _ => FeatureTable.Word(outcome),
    };
}
