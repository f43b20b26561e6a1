using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Pulling;

/// <summary>How a stream is pulled.</summary>
public sealed record PullOptions
{
    /// <summary>Why; a window needs <see cref="From"/> or <see cref="To"/>.</summary>
    public RunKind Kind { get; init; } = RunKind.Live;

    /// <summary>The lower bound of a window, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The upper bound of a window, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How long to wait for a busy stream.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>How many records a transaction takes at least, while there are more.</summary>
    public int BatchSize { get; init; } = 2_000;

    /// <summary>Pull even where the stream is paused.</summary>
    public bool IgnorePause { get; init; }
}
