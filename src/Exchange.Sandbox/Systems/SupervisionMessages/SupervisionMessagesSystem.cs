using Exchange.Servers;

namespace Exchange.Sandbox.Systems.SupervisionMessages;

/// <summary>
/// 电子监察's ten messages over a RabbitMQ of its own. The broker begins empty at every start of the sandbox and the system sends everything
/// again, as one does after a broker was lost: what the hub holds already is unchanged.
/// </summary>
internal sealed class SupervisionMessagesSystem() : SimulatedSystem(SystemId)
{
    public const string SystemId = "supervision-messages";
    private RabbitServer? _broker;
    private SupervisionQueues? _queues;

    /// <summary>Why it cannot run here.</summary>
    public static string? WhyNot() => RabbitServer.IsAvailable ? null : "RabbitMQ is not on this machine. Install the package rabbitmq-server.";

    public override IReadOnlyList<HubValue> Values(string url) =>
        [HubValue.Setting($"{Id}.url", _broker!.Url), HubValue.Setting($"{Id}.user", _broker.User), HubValue.Secret(Id, _broker.Password)];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_queues is not null)
        {
            await _queues.DisposeAsync();
        }
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Around.Home, "rabbitmq");
        if (Directory.Exists(folder))
        {
            // A broker is bound to its port, and the next one has another.
            Directory.Delete(folder, recursive: true);
        }
        _broker = await RabbitServer.StartAsync(folder, cancellationToken);
        _queues = await SupervisionQueues.OpenAsync(_broker, Around.Seed, cancellationToken);
        Book.Changed = _queues.SendAsync;
        return await base.PrepareAsync(entries, cancellationToken);
    }

    protected override Entry Write(EntryState state) => new SupervisionCaseWriter(Around.Seed, state).Write();
}
