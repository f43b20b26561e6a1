using Exchange.Host.Composition;
using Exchange.Mapping.CodeQueue;
using Exchange.Mapping.Outlines;
using Exchange.Pipeline.Drift;

namespace Exchange.Host.Cli;

/// <summary>The departures that still want something done about them.</summary>
internal static class OpenDrift
{
    /// <summary>What the hub's database holds, without the codes that have got a row since.</summary>
    public static async Task<IReadOnlyList<DriftEntry>> ListAsync(Hub hub, string? place, bool accepted, CancellationToken cancellationToken)
    {
        var entries = await hub.Drift.ListAsync(place, accepted, cancellationToken).ConfigureAwait(false);
        if (accepted || !entries.Any(e => e.Kind == DriftKind.UnknownCode))
        {
            return entries;
        }

        var outlines = MappingOutline.Load(hub.Files.Home.Roots).ToDictionary(o => o.Id, StringComparer.Ordinal);
        var mappings = hub.Work.Streams.ToDictionary(s => s.Id, s => s.Declaration.Mapping, StringComparer.Ordinal);
        var lookup = new CodeLookup(hub.Files.Home.Roots);
        return [.. entries.Where(e => e.Kind != DriftKind.UnknownCode || !HasRow(e))];

        bool HasRow(DriftEntry entry) =>
            mappings.TryGetValue(entry.Stream, out var mapping) && outlines.GetValueOrDefault(mapping)?.TableOf(entry.Field) is { } table
            && lookup.Canonical(entry.Stream[..entry.Stream.IndexOf('/', StringComparison.Ordinal)], table, entry.Value) is not null;
    }
}
