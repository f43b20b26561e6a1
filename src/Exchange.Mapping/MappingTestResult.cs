namespace Exchange.Mapping;

/// <summary>What one test said.</summary>
/// <param name="File">The file of the test.</param>
/// <param name="Name">The name of the test.</param>
/// <param name="Passed">Whether everything was as expected.</param>
/// <param name="Differences">What was not: path, expected, actual.</param>
public sealed record MappingTestResult(string File, string Name, bool Passed, IReadOnlyList<string> Differences);
