using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Livelihood;

namespace Exchange.Sandbox.Truth;

/// <summary>Creates and changes cases: source and truth together, one change at a time.</summary>
internal sealed class CaseBook(TruthStore truth, LivelihoodStore livelihood, SandboxClock clock, SandboxOptions options)
{
    private const int Chunk = 2000;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private CaseGenerator _generator = new(options.Seed, new Catalogue());

    public long Seed { get; private set; } = options.Seed;

    /// <summary>The newest moment of the generated past.</summary>
    public DateTime BaseTime { get; private set; }

    public SandboxClock Clock => clock;

    public TruthStore Truth => truth;

    public CaseGenerator Generator => _generator;

    /// <summary>One change at a time: dispose to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Exit(_gate);
    }

    /// <summary>Generates what the first start asks for; a later start only tops up, with cases that are new now.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var stored = await truth.SettingAsync("seed", cancellationToken);
        Seed = stored is null ? options.Seed : long.Parse(stored, CultureInfo.InvariantCulture);
        _generator = new CaseGenerator(Seed, new Catalogue());
        var baseTime = await truth.SettingAsync("baseTime", cancellationToken) is { } text
            ? DateTime.ParseExact(text, "s", CultureInfo.InvariantCulture)
            : options.BaseTime ?? clock.NowSecond;
        BaseTime = baseTime;
        await truth.SetAsync("seed", Seed.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await truth.SetAsync("baseTime", baseTime.ToString("s", CultureInfo.InvariantCulture), cancellationToken);
        var complete = await truth.SettingAsync("generated", cancellationToken) is not null;
        await Task.WhenAll(options.CaseSystems.Select(system => PrepareAsync(system, complete, baseTime, cancellationToken)));
        await truth.SetAsync("generated", "yes", cancellationToken);
    }

    private async Task PrepareAsync(string system, bool complete, DateTime baseTime, CancellationToken cancellationToken)
    {
        var first = await truth.LastNumberAsync(system, cancellationToken) + 1;
        var wanted = options.CasesOf(system);
        // A first start that was cut short leaves off at a chunk: the same numbers come out again. What comes later is new now.
        var times = complete ? Enumerable.Repeat(clock.NowSecond, Math.Max(0, wanted - first)) : UpdateTimes.From(Seed, system, baseTime).Skip(first);
        await GenerateAsync(system, first, wanted, times, cancellationToken);
    }

    /// <summary>The next <paramref name="count"/> cases of a system, not written yet.</summary>
    public async Task<List<SandboxCase>> CreateAsync(string system, int count, Func<int, DateTime> updatedAt, CancellationToken cancellationToken)
    {
        var first = await truth.LastNumberAsync(system, cancellationToken) + 1;
        return [.. Enumerable.Range(first, count).Select(n => _generator.Create(system, n, updatedAt(n - first)))];
    }

    /// <summary>Writes changed cases: to the front-end tables only the rows stamped <paramref name="changedAt"/> (all when null).</summary>
    public async Task WriteAsync(IReadOnlyList<SandboxCase> cases, DateTime? changedAt, CancellationToken cancellationToken)
    {
        foreach (var chunk in cases.Chunk(Chunk))
        {
            var own = chunk.Where(c => c.System == SystemIds.Livelihood).ToList();
            if (own.Count > 0)
            {
                await livelihood.WriteAsync(own, changedAt, cancellationToken);
            }
            await truth.WriteAsync(chunk, cancellationToken);
        }
    }

    private async Task GenerateAsync(string system, int first, int end, IEnumerable<DateTime> updatedAt, CancellationToken cancellationToken)
    {
        using var times = updatedAt.GetEnumerator();
        for (var from = first; from < end; from += Chunk)
        {
            var cases = new List<SandboxCase>(Chunk);
            for (var n = from; n < Math.Min(end, from + Chunk); n++)
            {
                times.MoveNext();
                var made = _generator.Create(system, n, times.Current);
                var random = new SeededRandom(Seed, "dirt-" + system, n);
                cases.Add(random.Chance(options.DirtyPercent / 100) ? DirtPlanter.Plant(made, random) : made);
            }
            await WriteAsync(cases, null, cancellationToken);
        }
    }

    private sealed class Exit(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
