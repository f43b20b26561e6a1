using Exchange.Sandbox.Actions;

namespace Exchange.Sandbox.Systems;

/// <summary>What all simulated systems have in common: entries written from their states.</summary>
internal abstract class SimulatedSystem : ISimulatedSystem
{
    private Surroundings? _surroundings;

    protected SimulatedSystem(string id)
    {
        Id = id;
        Book = new EntryBook(id, state => Write(state));
    }

    public string Id { get; }

    public EntryBook Book { get; }

    /// <summary>The sandbox around it; there once it is started.</summary>
    protected Surroundings Around => _surroundings!;

    /// <summary>What lets the hub in; of no worth elsewhere.</summary>
    protected string Password => "sandbox-" + Id;

    public abstract IReadOnlyList<HubValue> Values(string url);

    public virtual void Map(IEndpointRouteBuilder routes)
    {
    }

    public async Task StartAsync(int entries, Surroundings surroundings, CancellationToken cancellationToken)
    {
        _surroundings = surroundings;
        var possible = await PrepareAsync(entries, cancellationToken);
        await Book.PrepareAsync(Math.Min(entries, possible), surroundings, cancellationToken);
    }

    public Task<ActionResult> ActAsync(string name, ActionRequest request, CancellationToken cancellationToken) => Book.ActAsync(name, request, cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        Book.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes an entry from its state: the same state always gives the same entry.</summary>
    protected abstract Entry Write(EntryState state);

    /// <summary>Gets ready what the entries need; returns how many entries there can be.</summary>
    protected virtual Task<int> PrepareAsync(int entries, CancellationToken cancellationToken) => Task.FromResult(int.MaxValue);

    protected static string Address(string url, string id) => $"{url}/systems/{id}";
}
