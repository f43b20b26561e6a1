using Exchange.Sandbox.Actions;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems;

/// <summary>
/// The entries of a system: their states are kept, their records are written from them again at every start, so that the same seed
/// always shows the same data.
/// </summary>
/// <param name="system">The id of the system.</param>
/// <param name="write">Writes an entry from its state.</param>
internal sealed class EntryBook(string system, Func<EntryState, Entry> write) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SortedDictionary<int, (EntryState State, Entry Entry)> _entries = [];
    private Surroundings _surroundings = null!;
    private volatile IReadOnlyDictionary<string, Feed> _feeds = new Dictionary<string, Feed>(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Called with entries that are new or changed, before the sandbox says that they are.</summary>
    public Func<IReadOnlyList<Entry>, CancellationToken, Task> Changed { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<Entry> Entries => [.. _entries.Values.Select(e => e.Entry)];

    public Feed Feed(string name) => _feeds.GetValueOrDefault(name, Systems.Feed.Empty);

    public IReadOnlyCollection<string> Feeds => [.. _feeds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Takes up the entries of the last start and makes what is missing: first the past, later what is new now.</summary>
    public async Task PrepareAsync(int wanted, Surroundings surroundings, CancellationToken cancellationToken)
    {
        _surroundings = surroundings;
        var held = await surroundings.Entries.ReadAsync(system, cancellationToken);
        var times = held.Count == 0
            ? UpdateTimes.From(surroundings.Seed, system, surroundings.BaseTime)
            : Enumerable.Repeat(surroundings.Clock.NowSecond, Math.Max(0, wanted - held.Count));
        var made = times.Take(Math.Max(0, wanted - held.Count)).Select((at, i) => Make(held.Count + i, at)).ToList();
        foreach (var state in held.Concat(made))
        {
            _entries[state.Number] = (state, write(state));
        }
        await SaveAsync([.. held.Concat(made).Select(s => s.Number)], cancellationToken);
    }

    /// <summary>Changes entries as an action asks for.</summary>
    public async Task<ActionResult> ActAsync(string name, ActionRequest request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = _surroundings.Clock.NowSecond;
            var random = new SeededRandom(request.Seed ?? _surroundings.Seed, $"{system}-{name}", request.Seed is null ? _calls++ + now.Ticks : 0);
            List<EntryState> changed = name switch
            {
                "new" => [.. Enumerable.Range(_entries.Count, request.Count).Select(n => Make(n, now) with { IsDirty = false })],
                "withhold" => [.. Enumerable.Range(_entries.Count, request.Count).Select(n => Make(n, now) with { IsDirty = false, IsWithheld = true })],
                "release" => [.. Pick(request with { Count = int.MaxValue }, random, s => s.IsWithheld).Select(s => s with { IsWithheld = false, ChangedAt = now, Revision = s.Revision + 1 })],
                "edit" => [.. Pick(request, random, s => !s.IsDirty && !s.IsWithheld).Select(s => s with { ChangedAt = now, Revision = s.Revision + 1 })],
                "dirty" => [.. Pick(request, random, s => !s.IsDirty && !s.IsWithheld).Select(s => s with { IsDirty = true, ChangedAt = now, Revision = s.Revision + 1 })],
                "mend" => [.. Pick(request with { Count = request.Count == 1 ? int.MaxValue : request.Count }, random, s => s.IsDirty).Select(s => s with { IsDirty = false, ChangedAt = now, Revision = s.Revision + 1 })],
                _ => throw new UsageException($"'{name}' is no action of {system}. Use new, edit, dirty, mend, withhold or release."),
            };
            foreach (var state in changed)
            {
                _entries[state.Number] = (state, write(state));
            }
            await SaveAsync([.. changed.Select(s => s.Number)], cancellationToken);
            return new ActionResult(name, changed.Count, [.. changed.Select(s => _entries[s.Number].Entry.Key)]);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private EntryState Make(int number, DateTime at)
        => new(number, at, at, 0, new SeededRandom(_surroundings.Seed, "dirt-" + system, number).Chance(_surroundings.DirtyShare), false);

    private IEnumerable<EntryState> Pick(ActionRequest request, SeededRandom random, Func<EntryState, bool> fits)
    {
        var states = _entries.Values.Where(e => fits(e.State) && (request.SourceNos is null || request.SourceNos.Contains(e.Entry.Key))).Select(e => e.State);
        return request.SourceNos is null ? states.OrderBy(_ => random.NextUInt64()).Take(request.Count) : states;
    }

    private async Task SaveAsync(IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var entries = numbers.Select(n => _entries[n]).ToList();
        await _surroundings.Entries.WriteAsync(system, [.. entries.Select(e => e.State)], entries.SelectMany(e => e.Entry.People), cancellationToken);
        _feeds = _entries.Values.SelectMany(e => e.Entry.Records).GroupBy(r => r.Feed, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Feed(g), StringComparer.Ordinal);
        await Changed([.. entries.Select(e => e.Entry)], cancellationToken);
    }
}
