using Exchange.Abstractions.Failures;
using Exchange.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Exchange.Pipeline;

/// <summary>What the pipeline logs: ids 1000–1999, never the contents of a record.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1000, EventName = "RunFinished", Level = LogLevel.Information,
        Message = "Run of {Stream} ended {State}: {Pulled} pulled, {Mapped} mapped, {Quarantined} quarantined in {Seconds:0.0} s")]
    public static partial void RunFinished(ILogger logger, string stream, RunState state, int pulled, int mapped, int quarantined, double seconds);

    [LoggerMessage(EventId = 1001, EventName = "RunFailed", Level = LogLevel.Warning, Message = "Run of {Stream} failed ({Kind}): {Failure}")]
    public static partial void RunFailed(ILogger logger, string stream, FailureKind kind, string failure, Exception? exception);

    [LoggerMessage(EventId = 1002, EventName = "RunBroke", Level = LogLevel.Error, Message = "Run of {Stream} broke off")]
    public static partial void RunBroke(ILogger logger, string stream, Exception exception);

    [LoggerMessage(EventId = 1003, EventName = "LeaseLost", Level = LogLevel.Warning, Message = "The lease {Lease} (epoch {Epoch}) went to another holder; the work stops")]
    public static partial void LeaseLost(ILogger logger, string lease, long epoch);

    [LoggerMessage(EventId = 1004, EventName = "IngestBusy", Level = LogLevel.Warning, Message = "Pushed records of {Stream} were turned away: the stream is held by {Holder}")]
    public static partial void IngestBusy(ILogger logger, string stream, string holder);

    [LoggerMessage(EventId = 1100, EventName = "DeliveryFinished", Level = LogLevel.Information,
        Message = "Delivery to {Target} ended: {Delivered} delivered, {Repeated} repeated, {Rejected} rejected, {Retrying} retrying, {Pending} pending in {Seconds:0.0} s")]
    public static partial void DeliveryFinished(ILogger logger, string target, int delivered, int repeated, int rejected, int retrying, long pending, double seconds);

    [LoggerMessage(EventId = 1101, EventName = "DeliveryFailed", Level = LogLevel.Warning, Message = "Delivery to {Target} failed ({Kind}): {Failure}")]
    public static partial void DeliveryFailed(ILogger logger, string target, FailureKind kind, string failure, Exception? exception);
}
