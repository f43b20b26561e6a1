namespace Exchange.Abstractions.Sources;

/// <summary>What became of a pushed request.</summary>
public enum PushedOutcome
{
    /// <summary>Its records are committed; faulty ones wait in quarantine.</summary>
    Accepted,

    /// <summary>It was committed before: no effect.</summary>
    Repeated,

    /// <summary>It is not signed by the system, or too old.</summary>
    Unauthorised,

    /// <summary>It cannot be decoded.</summary>
    Malformed,

    /// <summary>It is larger than the connector takes.</summary>
    TooLarge,

    /// <summary>The hub has more than it can take at the moment: send it again later.</summary>
    Busy,

    /// <summary>It could not be committed: send it again later.</summary>
    Failed,
}
