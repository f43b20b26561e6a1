namespace Exchange.Pipeline.Records;

/// <summary>What becomes of a source record.</summary>
public enum RecordOutcome
{
    /// <summary>It changes what the hub holds.</summary>
    Mapped,

    /// <summary>The hub already holds it.</summary>
    Unchanged,

    /// <summary>A part whose case is not known yet.</summary>
    Waiting,

    /// <summary>An older or repeated version.</summary>
    Superseded,

    /// <summary>Left out by a declared filter.</summary>
    Excluded,

    /// <summary>It has errors.</summary>
    Quarantined,
}
