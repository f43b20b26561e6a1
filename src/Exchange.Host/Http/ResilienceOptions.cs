using Exchange.Abstractions.Failures;

namespace Exchange.Host.Http;

/// <summary>How requests to a system are bounded and repeated.</summary>
internal sealed record ResilienceOptions
{
    /// <summary>How often a request is sent at most, 1 to 10.</summary>
    /// <value>4.</value>
    public int Attempts { get; init; } = 4;

    /// <summary>How long one attempt may take, the answer's content included, the wait for the budget not.</summary>
    /// <value>30 s.</value>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all attempts and the pauses between them may take, the wait for the budget not included.</summary>
    /// <value>3 min.</value>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long making a connection may take.</summary>
    /// <value>10 s.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the second attempt; it doubles from one to the next, with jitter.</summary>
    /// <value>500 ms.</value>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause.</summary>
    /// <value>30 s.</value>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest Retry-After that is waited for; the answer with a longer one is handed to the connector at once.</summary>
    /// <value>60 s.</value>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The share of failed attempts at which the system is left alone, above 0 to 1.</summary>
    /// <value>0.5.</value>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>How many attempts there must have been before the share counts, at least 2.</summary>
    /// <value>10.</value>
    public int MinimumThroughput { get; init; } = 10;

    /// <summary>The time over which the share is taken, at least 500 ms.</summary>
    /// <value>30 s.</value>
    public TimeSpan SamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the system is left alone, at least 500 ms.</summary>
    /// <value>15 s.</value>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest content of an answer, decompressed, in bytes.</summary>
    /// <value>64 MiB.</value>
    public long LargestContent { get; init; } = 64 * 1024 * 1024;

    /// <summary>Connections to one server at once.</summary>
    /// <value>64.</value>
    public int Connections { get; init; } = 64;

    /// <summary>Everything wrong with the options; empty where nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Expect(Attempts is >= 1 and <= 10, nameof(Attempts), "from 1 to 10");
        Expect(IsTimeout(AttemptTimeout), nameof(AttemptTimeout), "from 10 ms to 1 day");
        Expect(IsTimeout(TotalTimeout) && TotalTimeout >= AttemptTimeout, nameof(TotalTimeout), $"from {nameof(AttemptTimeout)} to 1 day");
        Expect(IsTimeout(ConnectTimeout), nameof(ConnectTimeout), "from 10 ms to 1 day");
        Expect(Pause >= TimeSpan.Zero && Pause <= LongestPause, nameof(Pause), $"from 0 to {nameof(LongestPause)}");
        Expect(LongestPause <= TimeSpan.FromDays(1), nameof(LongestPause), "at most 1 day");
        Expect(LongestRetryAfter >= TimeSpan.Zero && LongestRetryAfter <= TimeSpan.FromDays(1), nameof(LongestRetryAfter), "from 0 to 1 day");
        Expect(FailureRatio is > 0 and <= 1, nameof(FailureRatio), "above 0 and at most 1");
        Expect(MinimumThroughput >= 2, nameof(MinimumThroughput), "at least 2");
        Expect(IsBreak(SamplingDuration), nameof(SamplingDuration), "from 500 ms to 1 day");
        Expect(IsBreak(BreakDuration), nameof(BreakDuration), "from 500 ms to 1 day");
        Expect(LargestContent is > 0 and <= int.MaxValue, nameof(LargestContent), "from 1 byte to 2 GiB");
        Expect(Connections >= 1, nameof(Connections), "at least 1");
        return problems;

        void Expect(bool holds, string option, string bounds)
        {
            if (!holds)
            {
                problems.Add($"{option} must be {bounds}");
            }
        }
    }

    /// <exception cref="ExchangeException">An option is out of bounds (configuration); all are named.</exception>
    public void ThrowIfInvalid(string connector)
    {
        if (Validate() is { Count: > 0 } problems)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The HTTP options of '{connector}' are wrong: {string.Join("; ", problems)}.", "Mend the options named.");
        }
    }

    private static bool IsTimeout(TimeSpan value) => value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromDays(1);

    private static bool IsBreak(TimeSpan value) => value >= TimeSpan.FromMilliseconds(500) && value <= TimeSpan.FromDays(1);
}
