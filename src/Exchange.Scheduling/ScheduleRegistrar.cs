using Exchange.Pipeline.Connectors;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;

namespace Exchange.Scheduling;

/// <summary>Registers the recurring jobs that the connector files declare, and removes those no file declares any more.</summary>
/// <param name="storage">Hangfire's storage.</param>
/// <param name="recurring">Registers jobs.</param>
/// <param name="logger">The log.</param>
public sealed class ScheduleRegistrar(JobStorage storage, IRecurringJobManager recurring, ILogger<ScheduleRegistrar> logger)
{
    private const string UpkeepId = "upkeep";

    /// <summary>Registers jobs; the ids are stable, so several nodes may do it.</summary>
    public void Register(IReadOnlyList<HubStream> streams, IReadOnlyList<HubTarget> targets)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stream in streams.Where(s => !s.Connector.Pushes))
        {
            wanted.Add(stream.LeaseName);
            recurring.AddOrUpdate<HubJobs>(
                stream.LeaseName,
                JobQueues.Pull,
                j => j.PullAsync(stream.Id, CancellationToken.None),
                stream.Declaration.Schedule,
                new RecurringJobOptions { TimeZone = stream.Connector.TimeZone, MisfireHandling = MisfireHandlingMode.Relaxed });
        }

        foreach (var target in targets)
        {
            wanted.Add(target.LeaseName);
            recurring.AddOrUpdate<HubJobs>(
                target.LeaseName,
                JobQueues.Deliver,
                j => j.DeliverAsync(target.Id, CancellationToken.None),
                target.Sink.Schedule,
                new RecurringJobOptions { TimeZone = target.Connector.TimeZone, MisfireHandling = MisfireHandlingMode.Relaxed });
        }

        // Four times a day: once is enough, and a busy table or a node that is down at the time costs nothing then.
        wanted.Add(UpkeepId);
        recurring.AddOrUpdate<HubJobs>(
            UpkeepId, JobQueues.Upkeep, j => j.KeepUpAsync(CancellationToken.None), "17 */6 * * *", new RecurringJobOptions { MisfireHandling = MisfireHandlingMode.Relaxed });

        using var connection = storage.GetConnection();
        var removed = 0;
        foreach (var job in connection.GetRecurringJobs().Where(j => !wanted.Contains(j.Id)))
        {
            recurring.RemoveIfExists(job.Id);
            removed++;
        }

        Log.Registered(logger, wanted.Count, removed);
    }

    /// <summary>Starts every registered job now, without waiting for its schedule.</summary>
    public void TriggerAll(IReadOnlyList<HubStream> streams)
    {
        foreach (var stream in streams.Where(s => !s.Connector.Pushes))
        {
            recurring.Trigger(stream.LeaseName);
        }
    }
}
