using Exchange.Sandbox.Actions;

namespace Exchange.Sandbox.Systems;

/// <summary>The simulated systems of one sandbox.</summary>
internal sealed class RunningSystems : IAsyncDisposable
{
    private readonly Dictionary<string, ISimulatedSystem> _systems = new(StringComparer.Ordinal);
    private readonly List<NotStarted> _notStarted = [];

    public IReadOnlyCollection<ISimulatedSystem> All => _systems.Values;

    public IReadOnlyList<NotStarted> NotStarted => _notStarted;

    /// <summary>Leaves out what cannot run here, and notes why.</summary>
    public static (IReadOnlyList<string> Possible, IReadOnlyList<NotStarted> NotStarted) Sort(IReadOnlyList<string> asked)
    {
        var missing = new List<NotStarted>();
        foreach (var plan in SystemCatalogue.All.Where(p => asked.Contains(p.Id)))
        {
            if (plan.Needs is { } other && !asked.Contains(other))
            {
                missing.Add(new NotStarted(plan.Id, $"Its records belong to cases of {other}, which is not asked for. Add it to --systems."));
            }
            else if (plan.WhyNot() is { } reason)
            {
                missing.Add(new NotStarted(plan.Id, reason));
            }
        }
        return ([.. asked.Where(id => missing.All(n => n.Id != id))], missing);
    }

    /// <summary>Starts those that are asked for, after the cases that some of them give parts to.</summary>
    public async Task StartAsync(SandboxOptions options, Surroundings surroundings, CancellationToken cancellationToken)
    {
        _notStarted.AddRange(options.NotStarted);
        foreach (var plan in SystemCatalogue.All.Where(p => options.Systems.Contains(p.Id)))
        {
            _systems.Add(plan.Id, plan.Create());
        }
        await Task.WhenAll(_systems.Values.Select(s => s.StartAsync(SystemCatalogue.Entries(SystemCatalogue.Find(s.Id)!, options.OtherCases, options.Systems), surroundings, cancellationToken)));
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var system in _systems.Values)
        {
            system.Map(routes.MapGroup($"/systems/{system.Id}"));
        }
    }

    public ISimulatedSystem? Find(string id) => _systems.GetValueOrDefault(id);

    /// <summary>How many cases the hub must know of them.</summary>
    public long Cases => _systems.Values.Sum(s => s.Book.Entries.Sum(e => (long)e.Cases.Count));

    public Task<ActionResult> ActAsync(string system, string name, ActionRequest request, CancellationToken cancellationToken) => _systems[system].ActAsync(name, request, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems.Values)
        {
            await system.DisposeAsync();
        }
    }
}
