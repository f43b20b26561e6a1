namespace Exchange.Abstractions.Configuration;

/// <summary>Whether a file with a problem may be used.</summary>
public enum ProblemSeverity
{
    /// <summary>The file is usable; the engineer should look.</summary>
    Warning,

    /// <summary>The file is not usable.</summary>
    Error,
}
