namespace Exchange.Abstractions.Sources;

/// <summary>What a source record says about its subject.</summary>
public enum RecordOperation
{
    /// <summary>It exists with this content.</summary>
    Upsert,

    /// <summary>It no longer exists.</summary>
    Delete,
}
