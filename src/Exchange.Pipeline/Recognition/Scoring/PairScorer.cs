using Exchange.Pipeline.Recognition.Rules;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Scores pairs. It allocates nothing.</summary>
internal sealed class PairScorer(ScoreRules rules)
{
    /// <summary>Compares two cases.</summary>
    /// <param name="left">One case.</param>
    /// <param name="right">The other.</param>
    /// <param name="enough">The score below which the pair is of no interest; then the rest is not looked at.</param>
    /// <param name="outcomes">What each feature gave.</param>
    /// <returns>The score; with less than <paramref name="enough"/> only that it is less.</returns>
    public float Score(PreparedCase left, PreparedCase right, float enough, out OutcomeSet outcomes)
    {
        outcomes = What(left, right);
        var what = rules.Sum(outcomes, FeatureTable.FirstOfWhat, FeatureTable.Features);
        if (what + (float)Math.Min(rules.WhoCap, float.MaxValue) < enough || left.Applicant is not { } a || right.Applicant is not { } b)
        {
            return what;
        }

        // Phones first: both arrangements share them.
        var shared = outcomes.With(Feature.Phone, PartyComparison.Phones(left.Phones, right.Phones));
        var best = Straight(shared, a, b, left.Agent, right.Agent);
        var score = Who(best);
        if ((left.Agent ?? right.Agent) is not null && rules.Sum(best, (int)Feature.Document, (int)Feature.Organisation + 1) < rules.Weight(Feature.Name, Outcome.Same))
        {
            var crossed = Crossed(shared, a, b, left.Agent, right.Agent);
            if (Who(crossed) is var other && other > score)
            {
                best = crossed;
                score = other;
            }
        }

        outcomes = best;
        return what + score;
    }

    /// <summary>Whether a pair is never linked without a person.</summary>
    public bool Holds(OutcomeSet outcomes)
    {
        foreach (var rule in rules.Holds)
        {
            if (rule.Holds(outcomes))
            {
                return true;
            }
        }

        return false;
    }

    private float Who(OutcomeSet outcomes) => Math.Min(rules.Sum(outcomes, 0, FeatureTable.FirstOfWhat), (float)Math.Min(rules.WhoCap, float.MaxValue));

    private OutcomeSet What(PreparedCase left, PreparedCase right) => new OutcomeSet()
        .With(Feature.Item, left.Item.Compare(right.Item))
        .With(Feature.Department, Department(left, right))
        .With(Feature.Date, Date(left, right))
        .With(Feature.Time, left.Minute < 0 || right.Minute < 0 ? Outcome.Missing : left.Minute == right.Minute ? Outcome.Same : Outcome.Different)
        .With(Feature.Channel, Equal(left.Channel, right.Channel))
        .With(Feature.Project, PartyComparison.Project(left, right))
        .With(Feature.Acceptance, Equal(left.Acceptance, right.Acceptance))
        .With(Feature.Numbers, Numbers(left, right));

    private static OutcomeSet Straight(OutcomeSet outcomes, PreparedParty a, PreparedParty b, PreparedParty? agentA, PreparedParty? agentB) =>
        Parties(outcomes, a, b)
            .With(Feature.Address, PartyComparison.Address(a, b))
            .With(Feature.Born, PartyComparison.Born(a, b))
            .With(Feature.Agent, agentA is null || agentB is null ? Outcome.Missing : Agree(agentA, agentB) ? Outcome.Same : Outcome.Different)
            .With(Feature.Parties, Outcome.Same);

    // The applicant of one against the agent of the other.
    private OutcomeSet Crossed(OutcomeSet outcomes, PreparedParty a, PreparedParty b, PreparedParty? agentA, PreparedParty? agentB)
    {
        if (agentA is null || agentB is null)
        {
            return Parties(outcomes, agentA ?? a, agentB ?? b).With(Feature.Parties, Outcome.HalfSwapped);
        }

        // The better known of the two says who; the other has to agree.
        var agreed = Agree(a, agentB) && Agree(agentA, b);
        return Better(Parties(outcomes, a, agentB), Parties(outcomes, agentA, b))
            .With(Feature.Agent, agreed ? Outcome.Same : Outcome.Different)
            .With(Feature.Parties, agreed ? Outcome.Swapped : Outcome.HalfSwapped);
    }

    private OutcomeSet Better(OutcomeSet first, OutcomeSet second) =>
        (Who(first), first.Bits).CompareTo((Who(second), second.Bits)) >= 0 ? first : second;

    private static OutcomeSet Parties(OutcomeSet outcomes, PreparedParty a, PreparedParty b)
    {
        var name = PartyComparison.Name(a, b);
        return outcomes
            .With(Feature.Document, DocumentComparison.Compare(a.Document, b.Document))
            .With(a.Organisation || b.Organisation ? Feature.Organisation : Feature.Name, name);
    }

    private static bool Agree(PreparedParty a, PreparedParty b) =>
        DocumentComparison.Compare(a.Document, b.Document) switch
        {
            Outcome.Same or Outcome.Converted or Outcome.Typo => true,
            Outcome.Missing or Outcome.Near or Outcome.Doubtful => PartyComparison.Name(a, b) is Outcome.Same or Outcome.Variant,
            _ => false,
        };

    private Outcome Date(PreparedCase left, PreparedCase right)
    {
        if (left.Day == PreparedCase.NoDay || right.Day == PreparedCase.NoDay)
        {
            return Outcome.Missing;
        }

        var apart = Math.Abs(left.Workday - right.Workday);
        return left.Day == right.Day ? Outcome.Same
            : apart <= 1 ? Outcome.OneDay
            : apart == 2 ? Outcome.TwoDays
            : apart <= rules.Window ? Outcome.Within
            : Outcome.Outside;
    }

    private static Outcome Department(PreparedCase left, PreparedCase right)
    {
        if ((left.DepartmentCode != 0 && left.DepartmentCode == right.DepartmentCode) || (left.DepartmentName != 0 && left.DepartmentName == right.DepartmentName))
        {
            return Outcome.Same;
        }

        return (left.DepartmentCode != 0 && right.DepartmentCode != 0) || (left.DepartmentName != 0 && right.DepartmentName != 0) ? Outcome.Different : Outcome.Missing;
    }

    // A register gives a number once: where both have one and they differ, there are two cases.
    private static Outcome Numbers(PreparedCase left, PreparedCase right)
    {
        var national = Equal(left.National, right.National);
        var provincial = Equal(left.Provincial, right.Provincial);
        return national == Outcome.Different || provincial == Outcome.Different ? Outcome.Different
            : national == Outcome.Same || provincial == Outcome.Same ? Outcome.Same
            : Outcome.Missing;
    }

    private static Outcome Equal(ulong left, ulong right) =>
        left == 0 || right == 0 ? Outcome.Missing : left == right ? Outcome.Same : Outcome.Different;
}
