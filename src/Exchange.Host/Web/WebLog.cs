namespace Exchange.Host.Web;

/// <summary>What the web part logs; ids 3100 to 3199.</summary>
internal static partial class WebLog
{
    [LoggerMessage(EventId = 3100, EventName = "PushRefused", Level = LogLevel.Warning, Message = "A request pushed to {Stream} was refused ({Outcome}): {Reason}")]
    public static partial void PushRefused(ILogger logger, string stream, string outcome, string reason);
}
