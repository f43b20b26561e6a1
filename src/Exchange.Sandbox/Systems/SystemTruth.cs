namespace Exchange.Sandbox.Systems;

/// <summary>What the hub must hold of simulated systems once it has read everything.</summary>
internal sealed class SystemTruth(RunningSystems systems)
{
    public IReadOnlyList<object> Summary() => [.. systems.All.Select(s => (object)new
    {
        system = s.Id,
        entries = s.Book.Entries.Count,
        cases = s.Book.Entries.Sum(e => e.Cases.Count),
        atPlatform = s.Book.Entries.Sum(e => e.Cases.Count(c => c.AtPlatform is not null)),
        feeds = s.Book.Feeds.Select(name => Count(name, s.Book.Feed(name).All)),
    })];

    /// <summary>One system in full: its cases, and the records that must be in quarantine, each with the errors of every stream.</summary>
    public object? Of(string id) => systems.Find(id) is not { } system ? null : new
    {
        system = id,
        cases = system.Book.Entries.SelectMany(e => e.Cases).Select(c => new { key = c.Key, parent = c.ParentKey, atPlatform = c.AtPlatform }),
        feeds = system.Book.Feeds.Select(name => Count(name, system.Book.Feed(name).All)),
        faults = system.Book.Entries.SelectMany(e => e.Records).Where(r => r.Faults.Count > 0).SelectMany(r => r.Faults.GroupBy(f => f.Stream).Select(g => new
        {
            feed = r.Feed,
            key = r.Key,
            stream = g.Key,
            errors = g.Select(f => new { field = f.Field, reason = f.Reason }),
        })),
    };

    private static object Count(string name, IReadOnlyList<FeedRecord> records) => new
    {
        feed = name,
        records = records.Count,
        excluded = records.Count(r => r.IsExcluded),
        faulty = records.Where(r => r.Faults.Count > 0).SelectMany(r => r.Faults.Select(f => (f.Stream, r.Key)).Distinct()).GroupBy(f => f.Stream).ToDictionary(g => g.Key, g => g.Count()),
    };
}
