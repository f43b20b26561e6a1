using System.Globalization;
using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;

namespace Exchange.Acceptance.Tests.Proofs;

/// <summary>What must hold at the end of every story.</summary>
internal static class Proof
{
    private const int Shown = 20;

    /// <summary>The platform holds what the sources say, field by field.</summary>
    public static async Task EqualsTruthAsync(SandboxHandle sandbox)
    {
        var comparison = await sandbox.GetAsync("/sandbox/truth/compare");
        Assert.True(
            comparison.GetProperty("missingCount").GetInt32() == 0 && comparison.GetProperty("extraCount").GetInt32() == 0 && comparison.GetProperty("differentCount").GetInt32() == 0,
            $"The platform does not hold what the sources say: {comparison}");
        Assert.True(comparison.GetProperty("expected").GetInt32() > 0, $"There is nothing to compare: {comparison}");
    }

    /// <summary>Every version that the hub recorded had one effect at the platform, in order; only one it refused may have been passed by a newer one.</summary>
    public static async Task OnceAndInOrderAsync(HubRecords hub, SandboxHandle sandbox)
    {
        var recorded = await hub.VersionsToDeliverAsync();
        var effects = await sandbox.EffectsAsync();
        var refusals = await sandbox.RefusalsAsync();
        var differences = recorded.Keys.Union(effects.Keys)
            .Where(id => !Wanted(recorded.GetValueOrDefault(id, []), effects.GetValueOrDefault(id, []), refusals.GetValueOrDefault(id)).SequenceEqual(effects.GetValueOrDefault(id, [])))
            .Select(id => $"case {id}: recorded {Text(recorded.GetValueOrDefault(id))}, effects {Text(effects.GetValueOrDefault(id))}")
            .ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} cases differ:\n{string.Join('\n', differences.Take(Shown))}");
        var ledger = await sandbox.GetAsync("/sandbox/ledger/summary");
        Assert.True(ledger.GetProperty("doubleEffects").GetInt64() == 0 && ledger.GetProperty("outOfOrder").GetInt64() == 0, $"The ledger shows double or disordered effects: {ledger}");
    }

    /// <summary>Every record pulled has one outcome, in every run and on every page, and the outcomes lead to what is stored.</summary>
    public static async Task NothingVanishedAsync(HubRecords hub)
    {
        string[] terms = ["mapped", "unchanged", "waiting", "superseded", "excluded", "quarantined"];
        var onPages = string.Join(", ", terms.Select(t => $"coalesce(sum(cardinality({t})), 0) as {t}"));
        var wrong = string.Join(" or ", terms.Append("pulled").Select(t => $"r.{t} <> coalesce(p.{t}, 0)"));
        Assert.Empty(await hub.ListAsync($"""
            select 'run ' || r.run_id || ' says ' || to_jsonb(r)::text || ' and its pages ' || coalesce(to_jsonb(p)::text, 'nothing')
            from hub.run r
            left join (select run_id, coalesce(sum(pulled), 0) as pulled, {onPages} from hub.run_page group by run_id) p on p.run_id = r.run_id
            where {wrong} or r.pulled <> r.mapped + r.unchanged + r.waiting + r.superseded + r.excluded + r.quarantined
            """));
        Assert.Empty(await hub.ListAsync("""
            select 'run ' || r.run_id || ': ' || k || ' was mapped or waits and has no contribution'
            from hub.run_page p join hub.run r on r.run_id = p.run_id cross join unnest(p.mapped || p.waiting || p.unchanged) k
            where not exists (select 1 from hub.contribution c where c.stream_id = r.stream_id and c.source_key = k)
            """));
        Assert.Empty(await hub.ListAsync("""
            select 'run ' || r.run_id || ' was taken over at ' || r.finished_at || ' and wrote a page at ' || p.committed_at
            from hub.run r join hub.run_page p on p.run_id = r.run_id where r.state = 4 and p.committed_at > r.finished_at
            """));
        Assert.Empty(await hub.ListAsync("""
            select 'run ' || r.run_id || ': ' || k || ' was quarantined and has no entry'
            from hub.run_page p join hub.run r on r.run_id = p.run_id cross join unnest(p.quarantined) k
            where not exists (select 1 from hub.quarantine q where q.stream_id = r.stream_id and q.source_key = k)
            """));
    }

    /// <summary>A run's document agrees with itself.</summary>
    public static void Balances(JsonElement run)
    {
        int Count(string name) => run.GetProperty(name).GetInt32();
        Assert.True(
            Count("pulled") == Count("mapped") + Count("unchanged") + Count("waiting") + Count("superseded") + Count("excluded") + Count("quarantined"),
            $"Records vanished: {run}");
    }

    private static IEnumerable<long> Wanted(long[] recorded, long[] effects, IReadOnlySet<long>? refused) =>
        recorded.Where(v => refused is null || !refused.Contains(v) || effects.Contains(v) || v > effects.LastOrDefault());

    private static string Text(long[]? versions) => versions is null ? "none" : string.Join(',', versions.Select(v => v.ToString(CultureInfo.InvariantCulture)));
}
