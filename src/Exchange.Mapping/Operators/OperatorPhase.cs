namespace Exchange.Mapping.Operators;

/// <summary>When an operator of a field applies, whatever its place in the file.</summary>
internal enum OperatorPhase
{
    /// <summary>Finds the value.</summary>
    Origin,

    /// <summary>Tidies the text.</summary>
    Clean,

    /// <summary>Takes one piece of the text.</summary>
    Split,

    /// <summary>Takes what a pattern finds in the text.</summary>
    Match,

    /// <summary>Does what an operator of its own does.</summary>
    Use,

    /// <summary>Turns the text into a code, a time, a number.</summary>
    Convert,

    /// <summary>Judges the result.</summary>
    Check,
}
