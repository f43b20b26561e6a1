namespace Exchange.Abstractions.Configuration;

/// <summary>Something wrong in a file an engineer wrote: where it is, what it is, and what to do.</summary>
/// <param name="Location">The place.</param>
/// <param name="Severity">Whether the file may be used all the same.</param>
/// <param name="Message">What is wrong, naming the item.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Problem(SourceLocation Location, ProblemSeverity Severity, string Message, string Remedy);
