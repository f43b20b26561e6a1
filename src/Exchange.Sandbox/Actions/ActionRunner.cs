using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Provincial;
using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Truth;

namespace Exchange.Sandbox.Actions;

/// <summary>The acts by which the sources change; each changes source and truth together.</summary>
internal sealed class ActionRunner(CaseBook book, RecentlyRead recent, SandboxOptions options, RunningSystems systems, TimeProvider time) : IAsyncDisposable
{
    private const string Living = "not deleted and not withheld and not dirty";

    // A row stamped 9999 keeps that stamp: a later edit would step back in time, which only an explicit choice should ask for.
    private const string Present = "changed_at < '9000-01-01'";
    private readonly CancellationTokenSource _stop = new();
    private Task _churning = Task.CompletedTask;
    private long _calls;

    public ChurnState Churn { get; private set; } = new(false, 0, null);

    public async Task<object> RunAsync(string name, ActionRequest request, CancellationToken cancellationToken)
    {
        if (request.System is { } system && !options.Systems.Contains(system))
        {
            throw new UsageException($"'{system}' is no system of this sandbox; there are: {string.Join(", ", options.Systems)}.");
        }
        if (request.System is { } simulated && systems.Find(simulated) is not null)
        {
            return await systems.ActAsync(simulated, name, request, cancellationToken);
        }
        if (name == "churn")
        {
            return StartChurn(request);
        }
        using var turn = await book.EnterAsync(cancellationToken);
        var random = Dice(name, request);
        return name switch
        {
            "new" => await NewAsync(name, request, _ => TimeSpan.Zero, cancellationToken),
            "late" => await NewAsync(name, request with { System = SystemIds.Provincial }, _ => TimeSpan.FromSeconds(random.Next(300)), cancellationToken),
            "edit" => await EditAsync(request, random, cancellationToken),
            "editSilently" => await EditSilentlyAsync(request, random, cancellationToken),
            "delete" => await ChangeAsync(name, request, Living, (c, at) => CaseEditor.StampAll(c, "D", at) with { Deleted = true }, cancellationToken),
            "reinsert" => await ChangeAsync(name, request, "deleted", (c, at) => CaseEditor.StampAll(c, "I", at) with { Deleted = false }, cancellationToken),
            "farFuture" => await ChangeAsync(name, request with { System = SystemIds.Provincial }, Living,
                (c, _) => CaseEditor.Touch(c, new DateTime(9999, 12, 31, 23, 59, 59)), cancellationToken),
            "dirty" => await DirtyAsync(request, random, cancellationToken),
            "mend" => await ChangeAsync(name, request with { Count = request.Count == 1 ? int.MaxValue : request.Count }, "dirty and not deleted",
                (c, at) => CaseEditor.Touch(c, at) with { Dirt = [] }, cancellationToken),
            "shuffleParts" => await ShuffleAsync(request, cancellationToken),
            _ => throw new UsageException($"'{name}' is no action. Use new, edit, editSilently, delete, reinsert, farFuture, dirty, mend, churn, shuffleParts or late."),
        };
    }

    public async Task<IReadOnlyList<PlantedErrors>> ListDirtyAsync(CancellationToken cancellationToken)
        => [.. (await book.Truth.PickAsync(null, "dirty and not deleted", int.MaxValue, 0, cancellationToken)).Select(PlantedErrors.Of)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _churning;
        _stop.Dispose();
    }

    private SeededRandom Dice(string name, ActionRequest request) => new(request.Seed ?? book.Seed, name, request.Seed is null ? Interlocked.Increment(ref _calls) + time.GetUtcNow().Ticks : 0);

    // The provincial hall keeps whole seconds; the bureau's stamp is fine enough that two edits never share one.
    private DateTime Stamp(string system) => system == SystemIds.Provincial ? book.Clock.NowSecond : book.Clock.Now.AddTicks(-(book.Clock.Now.Ticks % 10));

    private async Task<ActionResult> NewAsync(string name, ActionRequest request, Func<int, TimeSpan> lateness, CancellationToken cancellationToken)
    {
        var made = new List<SandboxCase>();
        foreach (var (system, count) in Split(request))
        {
            var stamp = Stamp(system);
            made.AddRange(await book.CreateAsync(system, count, i => stamp - lateness(i), cancellationToken));
        }
        await book.WriteAsync(made, null, cancellationToken);
        return Result(name, made);
    }

    private IEnumerable<(string System, int Count)> Split(ActionRequest request)
    {
        if (request.System is { } one)
        {
            return [(one, request.Count)];
        }
        var share = options with { Cases = request.Count, Systems = options.CaseSystems };
        return share.Systems.Select(s => (s, share.CasesOf(s)));
    }

    private Task<ActionResult> EditAsync(ActionRequest request, SeededRandom random, CancellationToken cancellationToken)
        => ChangeAsync("edit", request, Living, (c, at) => CaseEditor.Edit(c, request.Field, random, book.Clock.Now, at), cancellationToken);

    // A change the source does not stamp: only look-back can see it, so only rows written within the last minutes are taken.
    private async Task<ActionResult> EditSilentlyAsync(ActionRequest request, SeededRandom random, CancellationToken cancellationToken)
    {
        var since = book.Clock.Now.AddMinutes(-5);
        var chosen = await book.Truth.PickAsync(SystemIds.Provincial, $"{Living} and changed_at between $4 and $5", request.Count, random.Next(int.MaxValue), cancellationToken, since, book.Clock.Now);
        var changed = chosen.Select(c => CaseEditor.Edit(c, request.Field, random, book.Clock.Now, c.Row.ChangedAt)).ToList();
        await book.WriteAsync(changed, null, cancellationToken);
        return Result("editSilently", changed);
    }

    private async Task<ActionResult> ChangeAsync(string name, ActionRequest request, string condition, Func<SandboxCase, DateTime, SandboxCase> change, CancellationToken cancellationToken)
    {
        var chosen = request.SourceNos is { } numbers
            ? await book.Truth.PickAsync(request.System, $"({condition}) and source_no = any($4)", int.MaxValue, 0, cancellationToken, (object)numbers)
            : await book.Truth.PickAsync(request.System, $"({condition}) and {Present}", request.Count, request.Seed ?? Dice(name, request).Next(int.MaxValue), cancellationToken);
        return await SaveAsync(name, chosen, change, cancellationToken);
    }

    private async Task<ActionResult> SaveAsync(string name, List<SandboxCase> chosen, Func<SandboxCase, DateTime, SandboxCase> change, CancellationToken cancellationToken)
    {
        var changed = new List<SandboxCase>();
        foreach (var group in chosen.GroupBy(c => c.System))
        {
            var stamp = Stamp(group.Key);
            var next = group.Select(c => change(c, stamp)).ToList();
            await book.WriteAsync(next, stamp, cancellationToken);
            changed.AddRange(next);
        }
        return Result(name, changed);
    }

    private async Task<ActionResult> DirtyAsync(ActionRequest request, SeededRandom random, CancellationToken cancellationToken)
    {
        const string clean = $"{Living} and expected is not null";
        if (request.Percent is { } percent)
        {
            var all = await book.Truth.CountAsync(request.System, clean, cancellationToken);
            request = request with { Count = (int)Math.Ceiling(all * percent / 100) };
        }
        var planted = new List<PlantedErrors>();
        var result = await ChangeAsync("dirty", request, clean, (c, at) =>
        {
            var next = DirtPlanter.Plant(CaseEditor.Touch(c, at), random);
            planted.Add(PlantedErrors.Of(next));
            return next;
        }, cancellationToken);
        return result with { Records = planted };
    }

    // Parts without their case: the result first, the case withheld until it is released.
    private async Task<ActionResult> ShuffleAsync(ActionRequest request, CancellationToken cancellationToken)
    {
        var withheld = await book.Truth.PickAsync(SystemIds.Livelihood, "withheld", int.MaxValue, 0, cancellationToken);
        if (request.Mode == "release" || (request.Mode is null && withheld.Count > 0))
        {
            return await SaveAsync("release", withheld, (c, at) => c with { Withheld = false, Row = c.Row with { ChangedAt = at } }, cancellationToken);
        }
        var stamp = Stamp(SystemIds.Livelihood);
        var made = (await book.CreateAsync(SystemIds.Livelihood, request.Count, _ => stamp, cancellationToken)).Select(c => c with { Withheld = true }).ToList();
        await book.WriteAsync(made, null, cancellationToken);
        return Result("withhold", made);
    }

    private ChurnState StartChurn(ActionRequest request)
    {
        if (!_churning.IsCompleted)
        {
            throw new UsageException("A churn is running; wait until GET /sandbox/churn says it is not.");
        }
        Churn = new ChurnState(true, 0, null);
        _churning = Task.Run(() => ChurnAsync(request), CancellationToken.None);
        return Churn;
    }

    private async Task ChurnAsync(ActionRequest request)
    {
        var edits = 0;
        string? error = null;
        try
        {
            var start = time.GetTimestamp();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
            while (time.GetElapsedTime(start).TotalSeconds < request.Seconds && await timer.WaitForNextTickAsync(_stop.Token))
            {
                var due = (int)(Math.Min(time.GetElapsedTime(start).TotalSeconds, request.Seconds) * request.PerSecond) - edits;
                if (due > 0)
                {
                    edits += await ChurnOnceAsync(request, Math.Min(due, 200), _stop.Token);
                    Churn = new ChurnState(true, edits, null);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Npgsql.NpgsqlException e)
        {
            error = e.Message;
        }
        Churn = new ChurnState(false, edits, error);
    }

    // Half of the edits hit rows that a reader has just been served, the others any rows.
    private async Task<int> ChurnOnceAsync(ActionRequest request, int count, CancellationToken cancellationToken)
    {
        using var turn = await book.EnterAsync(cancellationToken);
        var random = Dice("churn", request);
        var read = request.System == SystemIds.Livelihood ? [] : recent.Numbers;
        var aimed = read.Length == 0 ? [] : Enumerable.Range(0, (count + 1) / 2).Select(_ => read[random.Next(read.Length)]).Distinct().ToArray();
        var last = Math.Max(await book.Truth.LastNumberAsync(SystemIds.Provincial, cancellationToken), await book.Truth.LastNumberAsync(SystemIds.Livelihood, cancellationToken));
        var others = Enumerable.Range(0, count * 2).Select(_ => random.Next(last + 1)).ToArray();
        var chosen = await book.Truth.PickAsync(request.System, $"{Living} and {Present} and source_no = any($4)", count, 0, cancellationToken, (object)aimed);
        chosen.AddRange(await book.Truth.PickAsync(request.System, $"{Living} and {Present} and number = any($4) and source_no <> all($5)", count - chosen.Count, random.Next(int.MaxValue), cancellationToken, others, aimed));
        return (await SaveAsync("churn", chosen, (c, at) => CaseEditor.Edit(c, request.Field, random, book.Clock.Now, at), cancellationToken)).Count;
    }

    private static ActionResult Result(string name, List<SandboxCase> cases) => new(name, cases.Count, [.. cases.Select(c => c.SourceNo)]);
}
