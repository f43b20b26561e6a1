namespace Exchange.Abstractions.Failures;

/// <summary>A failure that a person is told about. The message never carries record contents or secrets.</summary>
public sealed class ExchangeException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="message">What failed, naming the item and the place.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="innerException">The cause, for logs only.</param>
    public ExchangeException(FailureKind kind, string message, string? remedy = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Remedy = remedy;
    }

    /// <summary>The kind.</summary>
    public FailureKind Kind { get; }

    /// <summary>What to do about it, or <see langword="null"/>.</summary>
    public string? Remedy { get; }

    /// <summary>The place in a file, where the failure has one.</summary>
    public Configuration.SourceLocation? Location { get; init; }

    /// <summary>The field the failure is about, where it has one.</summary>
    public string? Field { get; init; }

    /// <summary>How long the other side asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
