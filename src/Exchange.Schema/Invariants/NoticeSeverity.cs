namespace Exchange.Schema.Invariants;

/// <summary>How much a violated invariant counts.</summary>
public enum NoticeSeverity
{
    /// <summary>It happens in honest data: shown on the case.</summary>
    Warning,

    /// <summary>It cannot be: where one record shows it, the record is not taken.</summary>
    Error,
}
