namespace Exchange.Testing;

/// <summary>What a check found.</summary>
internal readonly record struct Verdict(CheckState State, string? Reason)
{
    public static Verdict Passed { get; } = new(CheckState.Passed, null);

    public static Verdict Failed(string reason) => new(CheckState.Failed, reason);

    public static Verdict Skipped(string reason) => new(CheckState.Skipped, reason);
}
