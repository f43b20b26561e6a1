namespace Exchange.Connectors.Files.Decoding;

/// <summary>A file, or the rest of it, cannot be read; the others can. What it says never holds contents.</summary>
/// <param name="reason">Why, to stand behind the name of the file: <c>the header lacks '流水号'</c>.</param>
/// <param name="row">The row, counted from 1, where it is known.</param>
internal sealed class BrokenFileException(string reason, long? row, Exception? cause = null) : Exception(reason, cause)
{
    public long? Row { get; } = row;
}
