namespace Exchange.Abstractions.Sources;

/// <summary>What a pushed request turned out to be.</summary>
/// <param name="Outcome"><see cref="PushedOutcome.Accepted"/>, or why it is refused.</param>
/// <param name="Message">Why, without contents.</param>
public sealed record PushedContent(PushedOutcome Outcome, string Message)
{
    /// <summary>The records of an accepted request.</summary>
    public IReadOnlyList<SourceRecord> Records { get; init; } = [];

    /// <summary>What tells a repetition of the request from a new one (a nonce or its signature); <see langword="null"/> where nothing does.</summary>
    public string? ReplayKey { get; init; }
}
