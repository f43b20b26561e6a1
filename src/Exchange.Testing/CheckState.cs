namespace Exchange.Testing;

/// <summary>What a check came to.</summary>
public enum CheckState
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold.</summary>
    Failed,

    /// <summary>It was left out or does not apply; the reason is told.</summary>
    Skipped,
}
