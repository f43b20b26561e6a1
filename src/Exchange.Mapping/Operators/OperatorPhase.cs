namespace Exchange.Mapping.Operators;

/// <summary>When an operator of a field applies, whatever its place in the file.</summary>
internal enum OperatorPhase
{
    /// <summary>Finds the value.</summary>
    Origin,

    /// <summary>Tidies the text.</summary>
    Clean,

    /// <summary>Turns the text into a code, a time, a number.</summary>
    Convert,

    /// <summary>Judges the result.</summary>
    Check,
}
