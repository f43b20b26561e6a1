namespace Exchange.Connectors.Files.Reading;

/// <summary>What becomes of a file whose records are committed.</summary>
internal enum Afterwards
{
    Move,
    Delete,
    Keep,
}
