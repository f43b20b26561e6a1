using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Control;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Quarantine;
using Exchange.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Exchange.Pipeline;

/// <summary>The hub's work by id: what a job or a verb asks for is resolved here to connectors and mappings.</summary>
public sealed class HubWork
{
    private readonly PipelinePorts _ports;
    private readonly IConnectorProvider _connectors;
    private readonly IMappingSource _mappings;
    private readonly IOutboxStore _outbox;
    private readonly IHubControl _control;
    private readonly PullStream _pull;
    private readonly DeliverTarget _deliver;
    private readonly ReplayQuarantine _replay;

    /// <summary>Creates the work of a hub.</summary>
    public HubWork(
        PipelinePorts ports, IConnectorProvider connectors, IMappingSource mappings, IOutboxStore outbox, IQuarantineStore quarantine, IHubControl control, IAuditLog audit, ILoggerFactory loggers)
    {
        _ports = ports;
        _connectors = connectors;
        _mappings = mappings;
        _outbox = outbox;
        _control = control;
        _pull = new PullStream(ports, loggers.CreateLogger<PullStream>());
        _deliver = new DeliverTarget(ports, outbox, loggers.CreateLogger<DeliverTarget>());
        _replay = new ReplayQuarantine(ports, quarantine, audit);
    }

    /// <summary>All configured streams.</summary>
    public IReadOnlyList<HubStream> Streams => _ports.Streams;

    /// <summary>All configured targets.</summary>
    public IReadOnlyList<HubTarget> Targets => _ports.Targets;

    /// <summary>Pulls a stream once.</summary>
    /// <param name="streamId">The stream, <c>system/stream</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every commit.</param>
    /// <param name="cancellationToken">Stops after the transaction at hand.</param>
    /// <exception cref="StreamBusyException">Another run holds the stream.</exception>
    public async Task<RunReport> PullAsync(string streamId, PullOptions options, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var stream = Stream(streamId);
        var mapping = MappingOf(stream) ?? throw NoMapping(stream.Id, stream.Declaration.Mapping);
        var connector = _connectors.Source(stream.Connector.Id);
        await using var _ = connector.ConfigureAwait(false);
        return await _pull.RunAsync(stream, connector, mapping, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pulls a stream once from what a connector made for it gives: records that were pushed.</summary>
    /// <param name="streamId">The stream, <c>system/stream</c>.</param>
    /// <param name="connector">Gives the records.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops after the transaction at hand.</param>
    /// <exception cref="StreamBusyException">Another run holds the stream.</exception>
    public Task<RunReport> PullAsync(string streamId, ISourceConnector connector, PullOptions options, CancellationToken cancellationToken)
    {
        var stream = Stream(streamId);
        return _pull.RunAsync(stream, connector, MappingOf(stream) ?? throw NoMapping(stream.Id, stream.Declaration.Mapping), options, null, cancellationToken);
    }

    /// <summary>The connector of a system that pushes; <see langword="null"/> for one that is asked.</summary>
    public ISourceConnector? Pushing(HubStream stream) => stream.Connector.Pushes ? _connectors.Source(stream.Connector.Id) : null;

    /// <summary>Delivers what waits for a target.</summary>
    /// <param name="targetId">The target.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the number of versions finished so far.</param>
    /// <param name="cancellationToken">Stops after the batch at hand.</param>
    /// <exception cref="StreamBusyException">Another delivery holds the target.</exception>
    public async Task<DeliveryReport> DeliverAsync(string targetId, DeliverOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var target = Target(targetId);
        var mapping = target.Sink.Mapping is { } id ? _mappings.Find(id) ?? throw NoMapping(target.Id, id) : null;
        var connector = _connectors.Target(target.Id);
        await using var _ = connector.ConfigureAwait(false);
        return await _deliver.RunAsync(target, connector, mapping, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets the cursor of a stream, once nobody runs it.</summary>
    /// <param name="streamId">The stream, <c>system/stream</c>.</param>
    /// <param name="cursor">As its connector reads it; <see langword="null"/> for the beginning.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="wait">How long to wait for a busy stream.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StreamBusyException">A run holds the stream.</exception>
    public async Task SetCursorAsync(string streamId, string? cursor, string actor, TimeSpan wait, CancellationToken cancellationToken)
    {
        var stream = Stream(streamId);
        var (held, heldBy) = await HeldLease.AcquireAsync(_ports.Leases, stream.LeaseName, wait, _ports.Time, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            throw new StreamBusyException(stream.Id, heldBy);
        }

        await using var _ = held.ConfigureAwait(false);
        await _control.SetCursorAsync(stream, held.Lease, cursor, actor, held.Token).ConfigureAwait(false);
    }

    /// <summary>What waits for a target.</summary>
    public Task<OutboxCounts> CountAsync(string targetId, CancellationToken cancellationToken) => _outbox.CountAsync(Target(targetId), cancellationToken);

    /// <summary>Replays quarantined records.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="wait">How long to wait for a busy stream.</param>
    /// <param name="cancellationToken">Stops after the transaction at hand.</param>
    public Task<ReplayReport> ReplayAsync(QuarantineFilter filter, string actor, TimeSpan wait, CancellationToken cancellationToken) =>
        _replay.RunAsync(filter, MappingOf, actor, wait, cancellationToken);

    /// <summary>The stream of an id.</summary>
    /// <exception cref="ExchangeException">There is none (configuration).</exception>
    public HubStream Stream(string streamId) =>
        _ports.Streams.FirstOrDefault(s => s.Id == streamId) ?? throw Unknown("stream", streamId, _ports.Streams.Select(s => s.Id));

    /// <summary>The target of an id.</summary>
    /// <exception cref="ExchangeException">There is none (configuration).</exception>
    public HubTarget Target(string targetId) =>
        _ports.Targets.FirstOrDefault(t => t.Id == targetId) ?? throw Unknown("target", targetId, _ports.Targets.Select(t => t.Id));

    private CompiledMapping? MappingOf(HubStream stream) => _mappings.Find(stream.Declaration.Mapping);

    private static ExchangeException NoMapping(string item, string mapping) => new(
        FailureKind.Configuration, $"{item}: the mapping '{mapping}' is missing or has errors.", $"Run: exchange mapping lint {mapping}");

    private static ExchangeException Unknown(string what, string id, IEnumerable<string> known)
    {
        var ids = known.ToArray();
        var nearest = Abstractions.Configuration.NearestKey.Find(id, ids);
        var hint = nearest is not null ? $"Did you mean '{nearest}'?" : ids.Length > 0 ? $"Configured: {string.Join(", ", ids)}." : "None is configured; run: exchange connector list";
        return new ExchangeException(FailureKind.Configuration, $"There is no configured {what} '{id}'.", hint);
    }
}
