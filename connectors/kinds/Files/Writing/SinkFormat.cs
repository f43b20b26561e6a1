namespace Exchange.Connectors.Files.Writing;

/// <summary>How the items stand in a file that is written.</summary>
internal enum SinkFormat
{
    Csv,
    JsonLines,
    Xml,
}
