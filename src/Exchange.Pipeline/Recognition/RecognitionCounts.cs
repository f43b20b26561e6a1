namespace Exchange.Pipeline.Recognition;

/// <summary>What recognising took.</summary>
public sealed record RecognitionCounts
{
    /// <summary>Cases looked at.</summary>
    public int Cases { get; init; }

    /// <summary>Their blocking keys.</summary>
    public long Keys { get; init; }

    /// <summary>Pairs compared.</summary>
    public long Comparisons { get; init; }

    /// <summary>Blocks that were too large and were divided by further keys.</summary>
    public int BlocksDivided { get; init; }

    /// <summary>Blocks that stayed too large and were not looked at.</summary>
    public int BlocksGivenUp { get; init; }

    /// <summary>Seconds for reading and normalising the cases.</summary>
    public double PrepareSeconds { get; init; }

    /// <summary>Seconds for finding and comparing pairs.</summary>
    public double CompareSeconds { get; init; }

    /// <summary>Seconds for deciding over all pairs together.</summary>
    public double AssignSeconds { get; init; }

    /// <summary>Numbers that so many cases have that they identify none.</summary>
    public int NumbersGivenUp { get; init; }
}
