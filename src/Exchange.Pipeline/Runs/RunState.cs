namespace Exchange.Pipeline.Runs;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>It is at work.</summary>
    Running = 0,

    /// <summary>It reached its end.</summary>
    Done = 1,

    /// <summary>It failed; what it committed stays.</summary>
    Failed = 2,

    /// <summary>It was cancelled; what it committed stays.</summary>
    Cancelled = 3,

    /// <summary>Its node died; what it committed stays.</summary>
    Lost = 4,
}
