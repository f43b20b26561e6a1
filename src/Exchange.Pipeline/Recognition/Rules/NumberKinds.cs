namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>The kinds of numbers a case can share with another. Its number is a bit.</summary>
[Flags]
public enum NumberKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The number of the case in its own system.</summary>
    Source = 1,

    /// <summary>The unified national number.</summary>
    National = 2,

    /// <summary>The number in the provincial hall.</summary>
    Provincial = 4,

    /// <summary>The local number.</summary>
    Local = 8,

    /// <summary>The number of the investment project.</summary>
    Project = 16,
}
