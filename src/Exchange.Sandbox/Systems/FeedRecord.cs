namespace Exchange.Sandbox.Systems;

/// <summary>One record of a feed (a listing or table), as it stands there.</summary>
/// <param name="Feed">The listing or table.</param>
/// <param name="Key">Unique in the feed.</param>
/// <param name="ChangedAt">The time the feed says it was changed.</param>
/// <param name="Body">Its fields: text, number, list or nothing.</param>
internal sealed record FeedRecord(string Feed, string Key, DateTime ChangedAt, IReadOnlyDictionary<string, object?> Body)
{
    /// <summary>What the hub must say is wrong; empty: the record maps in every stream.</summary>
    public IReadOnlyList<PlantedFault> Faults { get; init; } = [];

    /// <summary>Whether the connector leaves it out by declaration.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>The body as JSON, made once.</summary>
    public ReadOnlyMemory<byte> Json => _json ??= FeedJson.Write(Body);

    private byte[]? _json;
}
