namespace Exchange.Pipeline.Recognition;

/// <summary>Why a person is asked.</summary>
public enum CandidateReason
{
    /// <summary>The score lies between the two limits.</summary>
    Score,

    /// <summary>Another pair of one of the cases is nearly as good.</summary>
    Margin,

    /// <summary>What was found is never linked without a person.</summary>
    Held,

    /// <summary>A number says that they are one, and the rest says that they are two.</summary>
    Contradiction,

    /// <summary>The rules send every scored pair to a person.</summary>
    Review,

    /// <summary>Both are of one system.</summary>
    SameSystem,
}
