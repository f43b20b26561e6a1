namespace Exchange.Pipeline.Quarantine;

/// <summary>Selects open quarantine entries; what is null selects all.</summary>
public sealed record QuarantineFilter
{
    /// <summary>The stream (<c>system/stream</c>) or target.</summary>
    public string? Stream { get; init; }

    /// <summary>A system: all of its streams.</summary>
    public string? System { get; init; }

    /// <summary>A reason that one of the entry's errors has.</summary>
    public string? Reason { get; init; }

    /// <summary>A field that one of the entry's errors is about.</summary>
    public string? Field { get; init; }

    /// <summary>A value that one of the entry's errors is about.</summary>
    public string? Value { get; init; }

    /// <summary>One entry.</summary>
    public long? Id { get; init; }

    /// <summary>The most entries to return.</summary>
    public int Limit { get; init; } = int.MaxValue;
}
