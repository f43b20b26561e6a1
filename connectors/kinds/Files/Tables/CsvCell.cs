namespace Exchange.Connectors.Files.Tables;

/// <summary>Where a cell stands.</summary>
/// <param name="Start">Its first byte, from the start of its row.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="IsPlain">Whether it is known to hold nothing that JSON escapes.</param>
/// <param name="IsEscaped">Whether quotes in it stand twice.</param>
internal readonly record struct CsvCell(int Start, int Length, bool IsPlain, bool IsEscaped = false);
