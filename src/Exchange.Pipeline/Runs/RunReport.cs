using Exchange.Abstractions.Failures;

namespace Exchange.Pipeline.Runs;

/// <summary>What a run did.</summary>
public sealed record RunReport
{
    /// <summary>The id of the run; 0 where none was started because the stream was busy.</summary>
    public long RunId { get; init; }

    /// <summary>The system.</summary>
    public required string Connector { get; init; }

    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>How it ended.</summary>
    public RunState State { get; init; }

    /// <summary>What became of the records.</summary>
    public RunCounts Counts { get; init; } = new();

    /// <summary>Pages fetched.</summary>
    public int Pages { get; init; }

    /// <summary>Versions of cases recorded.</summary>
    public int Versions { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The cursor after the run.</summary>
    public string? Cursor { get; init; }

    /// <summary>Things worth a look.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public ExchangeException? Failure { get; init; }

    /// <summary>Who holds the stream, where it was busy.</summary>
    public string? HeldBy { get; init; }

    /// <summary>Time by stage, for measuring.</summary>
    public StageTimes Stages { get; init; } = new();
}
