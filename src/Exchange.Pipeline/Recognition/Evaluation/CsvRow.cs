namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>A line of a CSV file.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);
