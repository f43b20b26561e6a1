using Exchange.Abstractions.Targets;

namespace Exchange.Testing.Targets;

/// <summary>Judges the results of a batch.</summary>
internal static class Results
{
    /// <summary>What is wrong where there is not exactly one result for each item.</summary>
    public static string? NotOneEach(IReadOnlyList<DeliveryItem> items, IReadOnlyList<DeliveryResult> results)
    {
        var told = results.Select(r => r.Key).Order(StringComparer.Ordinal).ToList();
        return told.SequenceEqual(items.Select(i => i.Key).Order(StringComparer.Ordinal))
            ? null
            : $"{items.Count} items got {results.Count} results of {told.Distinct().Count()} keys; each item needs exactly one of its own key";
    }

    /// <summary>What is wrong where an item was not taken.</summary>
    public static string? NotTaken(IReadOnlyList<DeliveryResult> results)
    {
        var refused = results.FirstOrDefault(r => r.Outcome is not (DeliveryOutcome.Accepted or DeliveryOutcome.Repeated));
        return refused is null ? null : $"an item came back as {refused.Outcome.ToString().ToLowerInvariant()}, code {refused.Code ?? "none"}: {refused.Message ?? "no words"}";
    }

    /// <summary>What is wrong where a listing shows other than each case once in its latest version.</summary>
    public static string? NotOnce(IReadOnlyList<HeldVersion> listed, IReadOnlyList<DeliveryItem> items)
    {
        foreach (var item in items)
        {
            var held = listed.Where(h => h.Key == item.Key || h.Key.Contains(item.CaseId, StringComparison.Ordinal)).ToList();
            if (held.Count != 1)
            {
                return held.Count == 0 ? "an item that was accepted does not stand in the target's listing" : $"a case stands {held.Count} times in the target's listing: the repeat had a second effect";
            }

            if (held[0].Version is { } version && version != item.Version)
            {
                return $"the target lists version {version} of a case whose version {item.Version} is the latest it was sent";
            }
        }

        return null;
    }

    /// <summary>Whether two listings tell the same.</summary>
    public static bool Same(IReadOnlyList<HeldVersion> left, IReadOnlyList<HeldVersion> right) =>
        left.OrderBy(h => h.Key, StringComparer.Ordinal).SequenceEqual(right.OrderBy(h => h.Key, StringComparer.Ordinal));
}
