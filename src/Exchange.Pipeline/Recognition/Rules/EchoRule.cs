namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Two cases are one where one names the number of the other.</summary>
public sealed record EchoRule
{
    /// <summary>Whether remarks are looked through.</summary>
    public bool InRemark { get; init; }

    /// <summary>Whether the number of the acceptance document is.</summary>
    public bool InAcceptanceNo { get; init; }

    /// <summary>Whether the title of the project is.</summary>
    public bool InProjectName { get; init; }

    /// <summary>Which numbers of the other case count.</summary>
    public NumberKinds Of { get; init; } = NumberKinds.Source | NumberKinds.National | NumberKinds.Provincial | NumberKinds.Local;

    /// <summary>The fewest letters and digits of a number that counts. Default 8.</summary>
    public int Shortest { get; init; } = 8;

    /// <summary>The smallest score with which the echo decides; below, a person does.</summary>
    public double AtLeast { get; init; }
}
