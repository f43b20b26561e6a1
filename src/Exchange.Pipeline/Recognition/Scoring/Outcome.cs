namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>What comparing one feature of two cases gave. Its number takes 4 bits.</summary>
public enum Outcome
{
    /// <summary>One of them says nothing about it.</summary>
    Missing = 0,

    /// <summary>The same, however it was written.</summary>
    Same = 1,

    /// <summary>The same after an older form was made a new one.</summary>
    Converted = 2,

    /// <summary>Two ways of writing one.</summary>
    Variant = 3,

    /// <summary>One mistyping apart; of a number: and the check digit proves that one is mistyped.</summary>
    Typo = 4,

    /// <summary>Alike, and not the same.</summary>
    Near = 5,

    /// <summary>Of one family.</summary>
    Family = 6,

    /// <summary>Two different ones.</summary>
    Different = 7,

    /// <summary>One working day apart.</summary>
    OneDay = 8,

    /// <summary>Two working days apart.</summary>
    TwoDays = 9,

    /// <summary>Within the window.</summary>
    Within = 10,

    /// <summary>Outside the window.</summary>
    Outside = 11,

    /// <summary>Applicant and agent have changed places.</summary>
    Swapped = 12,

    /// <summary>The applicant of one is the agent of the other; what became of the fourth is not known.</summary>
    HalfSwapped = 13,

    /// <summary>Not the same, and nothing proves that they are two.</summary>
    Doubtful = 14,
}
