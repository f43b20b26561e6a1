namespace Exchange.Mapping.Sources;

/// <summary>What a text of a record holds.</summary>
internal enum TextContent
{
    /// <summary>Just text.</summary>
    None,
    Json,
    Xml,
}
