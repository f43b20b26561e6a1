using Exchange.Abstractions.Failures;
using Exchange.Pipeline;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Ingest;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Runs;
using Exchange.Pipeline.Upkeep;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace Exchange.Scheduling;

/// <summary>
/// The entry points of all jobs. Their arguments are ids, never records; names and signatures stay as they are, because
/// Hangfire stores them. One job is one stream or target; what keeps two of them apart is the lease, not Hangfire's lock.
/// </summary>
/// <param name="work">The hub's work.</param>
/// <param name="upkeep">Looks after the store.</param>
/// <param name="pushed">Remembers pushed requests.</param>
/// <param name="jobs">Enqueues jobs.</param>
/// <param name="logger">The log.</param>
public sealed class HubJobs(HubWork work, IUpkeep upkeep, IPushStore pushed, IBackgroundJobClient jobs, ILogger<HubJobs> logger)
{
    /// <summary>Pulls a stream from its cursor to the present.</summary>
    /// <param name="streamId">The stream, <c>system/stream</c>.</param>
    /// <param name="cancellationToken">Set when the server stops.</param>
    /// <returns>What the run did, for the dashboard.</returns>
    [JobDisplayName("采集 pull {0}")]
    [Queue(JobQueues.Pull)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<string> PullAsync(string streamId, CancellationToken cancellationToken)
    {
        try
        {
            var report = await work.PullAsync(streamId, new PullOptions(), progress: null, cancellationToken).ConfigureAwait(false);
            if (report.Versions > 0)
            {
                foreach (var target in work.Targets)
                {
                    jobs.Enqueue<HubJobs>(j => j.DeliverAsync(target.Id, CancellationToken.None));
                }
            }

            return report.Failure is null ? Summary(report) : throw new JobFailedException(report.Failure);
        }
        catch (StreamBusyException busy)
        {
            Log.Busy(logger, busy.Item, busy.HeldBy);
            return $"busy: {busy.HeldBy}";
        }
        catch (ExchangeException failure)
        {
            Log.JobFailed(logger, streamId, failure.Kind, failure.Message);
            throw new JobFailedException(failure);
        }
    }

    /// <summary>Delivers what waits for a target.</summary>
    /// <param name="targetId">The target.</param>
    /// <param name="cancellationToken">Set when the server stops.</param>
    /// <returns>What the delivery did, for the dashboard.</returns>
    [JobDisplayName("送达 deliver {0}")]
    [Queue(JobQueues.Deliver)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<string> DeliverAsync(string targetId, CancellationToken cancellationToken)
    {
        try
        {
            // What is due again within the minute is waited for: the next scheduled job is no sooner.
            var report = await work.DeliverAsync(targetId, new DeliverOptions { Linger = TimeSpan.FromSeconds(50) }, progress: null, cancellationToken).ConfigureAwait(false);
            return report.Failure is null
                ? $"delivered {report.Delivered}, repeated {report.Repeated}, rejected {report.Rejected}, pending {report.Left.Pending}"
                : throw new JobFailedException(report.Failure);
        }
        catch (StreamBusyException busy)
        {
            Log.Busy(logger, busy.Item, busy.HeldBy);
            return $"busy: {busy.HeldBy}";
        }
        catch (ExchangeException failure)
        {
            Log.JobFailed(logger, targetId, failure.Kind, failure.Message);
            throw new JobFailedException(failure);
        }
    }

    /// <summary>Looks after the hub's tables.</summary>
    /// <param name="cancellationToken">Set when the server stops.</param>
    /// <returns>What was done, for the dashboard.</returns>
    [JobDisplayName("维护 upkeep")]
    [Queue(JobQueues.Upkeep)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<string> KeepUpAsync(CancellationToken cancellationToken)
    {
        // No signature is good for a day, so nothing older can come again.
        await pushed.ForgetAsync(TimeSpan.FromDays(2), cancellationToken).ConfigureAwait(false);
        return await upkeep.MakeRoomAsync(cancellationToken).ConfigureAwait(false) ? "room for the next months" : "the tables were busy; again at the next turn";
    }

    private static string Summary(RunReport report) =>
        $"run {report.RunId}: pulled {report.Counts.Pulled}, mapped {report.Counts.Mapped}, unchanged {report.Counts.Unchanged}, waiting {report.Counts.Waiting}, quarantined {report.Counts.Quarantined}";
}
