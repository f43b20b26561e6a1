namespace Exchange.Pipeline.Recognition.Assignment;

/// <summary>What becomes of a pair.</summary>
internal enum PairState : byte
{
    /// <summary>Not decided yet.</summary>
    Open,

    /// <summary>Linked.</summary>
    Linked,

    /// <summary>The margin to the next best is too narrow so far.</summary>
    Narrow,

    /// <summary>One of the two belongs to another case.</summary>
    Excluded,
}
