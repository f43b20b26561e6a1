using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;

namespace Exchange.Host.Web;

/// <summary>Starts the private PostgreSQL again when it died under this hub; work goes on from its last commit by itself.</summary>
/// <param name="hub">The hub.</param>
/// <param name="lifetime">Stops the node when its database came back elsewhere.</param>
/// <param name="logger">The log.</param>
internal sealed partial class DatabaseWatch(Hub hub, IHostApplicationLifetime lifetime, ILogger<DatabaseWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, hub.Files.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (!await hub.EnsureDatabaseRunsAsync(stoppingToken).ConfigureAwait(false))
                {
                    continue;
                }

                LogRestarted(logger);
                if (hub.DatabaseMoved)
                {
                    // Every connection of this process names the old port, which another program has taken.
                    LogMoved(logger);
                    lifetime.StopApplication();
                    return;
                }
            }
            catch (ExchangeException failure)
            {
                LogNotRestarted(logger, failure.Message, failure.Remedy);
            }
        }
    }

    [LoggerMessage(EventId = 3000, EventName = "DatabaseRestarted", Level = LogLevel.Warning, Message = "The private PostgreSQL had died and was started again")]
    private static partial void LogRestarted(ILogger logger);

    [LoggerMessage(EventId = 3001, EventName = "DatabaseNotRestarted", Level = LogLevel.Error, Message = "The private PostgreSQL died and could not be started again: {Failure} {Remedy}")]
    private static partial void LogNotRestarted(ILogger logger, string failure, string? remedy);

    [LoggerMessage(EventId = 3002, EventName = "DatabaseMoved", Level = LogLevel.Critical, Message = "The port of the private PostgreSQL was taken by another program meanwhile; this node stops, start it again")]
    private static partial void LogMoved(ILogger logger);
}
