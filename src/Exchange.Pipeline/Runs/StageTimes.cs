namespace Exchange.Pipeline.Runs;

/// <summary>Where a run's time went. Stages overlap, so their sum may exceed the elapsed time.</summary>
public sealed record StageTimes
{
    /// <summary>Waiting for pages of the source.</summary>
    public TimeSpan Fetch { get; init; }

    /// <summary>Decoding, digests and mapping.</summary>
    public TimeSpan Map { get; init; }

    /// <summary>Looking up records and cases.</summary>
    public TimeSpan Look { get; init; }

    /// <summary>Assembling and sealing cases.</summary>
    public TimeSpan Assemble { get; init; }

    /// <summary>Writing and committing.</summary>
    public TimeSpan Write { get; init; }

    /// <summary>The sum of two.</summary>
    public StageTimes Plus(StageTimes other) => new()
    {
        Fetch = Fetch + other.Fetch,
        Map = Map + other.Map,
        Look = Look + other.Look,
        Assemble = Assemble + other.Assemble,
        Write = Write + other.Write,
    };
}
