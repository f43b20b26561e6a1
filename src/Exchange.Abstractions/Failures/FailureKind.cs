namespace Exchange.Abstractions.Failures;

/// <summary>The kind of a failure; it decides whether to try again, whom to tell, and the wording.</summary>
public enum FailureKind
{
    /// <summary>A file, setting or secret is wrong: nothing works until an engineer mends it. Exit code 2.</summary>
    Configuration,

    /// <summary>The other side cannot be reached or is busy: try again later. Exit code 3.</summary>
    Transient,

    /// <summary>What the other side sent or was sent is unusable: trying again changes nothing.</summary>
    Data,

    /// <summary>A defect of the hub or of its environment.</summary>
    System,
}
