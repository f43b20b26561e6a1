namespace Exchange.Mapping;

/// <summary>What the tests beside mappings said.</summary>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Tests">Each test, in the order of the files.</param>
public sealed record MappingTestReport(int Passed, int Failed, IReadOnlyList<MappingTestResult> Tests);
