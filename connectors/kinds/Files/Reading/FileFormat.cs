namespace Exchange.Connectors.Files.Reading;

/// <summary>How the records stand in a file.</summary>
internal enum FileFormat
{
    Csv,
    Xlsx,
    Xls,
    Xml,
    JsonLines,
    Json,
}
