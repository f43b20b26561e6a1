using Exchange.Abstractions.Failures;
using Microsoft.Extensions.Logging;

namespace Exchange.Scheduling;

/// <summary>What scheduling logs: ids 2000–2999.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2000, EventName = "Busy", Level = LogLevel.Information, Message = "{Item} is busy, held by {Holder}; this job has nothing to do")]
    public static partial void Busy(ILogger logger, string item, string? holder);

    [LoggerMessage(EventId = 2001, EventName = "JobFailed", Level = LogLevel.Warning, Message = "The job of {Item} failed ({Kind}): {Failure}")]
    public static partial void JobFailed(ILogger logger, string item, FailureKind kind, string failure);

    [LoggerMessage(EventId = 2002, EventName = "Registered", Level = LogLevel.Information, Message = "Registered {Count} recurring jobs, removed {Removed}")]
    public static partial void Registered(ILogger logger, int count, int removed);
}
