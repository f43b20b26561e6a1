using Exchange.Host.Composition;
using Exchange.Storage.Status;
using Prometheus;

namespace Exchange.Host.Web;

/// <summary>The hub's gauges, read from the database when they are asked for.</summary>
internal static class HubMetrics
{
    private static readonly Gauge Freshness = Metrics.CreateGauge("exchange_stream_freshness_seconds", "Seconds since a run reached the source's present.", "stream");
    private static readonly Gauge Quarantined = Metrics.CreateGauge("exchange_stream_quarantined", "Records in quarantine.", "stream");
    private static readonly Gauge Waiting = Metrics.CreateGauge("exchange_stream_waiting", "Parts whose case is not known yet.", "stream");
    private static readonly Gauge Pending = Metrics.CreateGauge("exchange_target_pending", "Versions not delivered yet.", "target");
    private static readonly Gauge Refused = Metrics.CreateGauge("exchange_target_rejected", "Versions the target refused.", "target");
    private static readonly Gauge Oldest = Metrics.CreateGauge("exchange_target_oldest_seconds", "Age of the oldest version not delivered.", "target");

    public static void Register(Hub hub)
    {
        var status = new StatusReader(hub.Database);
        Metrics.DefaultRegistry.AddBeforeCollectCallback(async cancellationToken =>
        {
            var streams = (await status.StreamsAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(s => s.StreamId);
            foreach (var stream in hub.Work.Streams)
            {
                var known = streams[stream.StreamId];
                Freshness.WithLabels(stream.Id).Set(known.Freshness?.TotalSeconds ?? double.NaN);
                Quarantined.WithLabels(stream.Id).Set(known.Quarantined);
                Waiting.WithLabels(stream.Id).Set(known.Waiting);
            }

            foreach (var target in hub.Work.Targets)
            {
                var counts = await hub.Work.CountAsync(target.Id, cancellationToken).ConfigureAwait(false);
                Pending.WithLabels(target.Id).Set(counts.Pending);
                Refused.WithLabels(target.Id).Set(counts.Rejected);
                Oldest.WithLabels(target.Id).Set(counts.Oldest?.TotalSeconds ?? 0);
            }
        });
    }
}
