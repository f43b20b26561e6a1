namespace Exchange.Mapping.Codes;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line it begins in, from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record CsvLine(int Line, IReadOnlyList<string> Cells);
