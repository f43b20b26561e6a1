namespace Exchange.Mapping.Samples;

/// <summary>What a value of a source record is, as far as its replacement goes; of several the highest counts.</summary>
internal enum ValueClass
{
    /// <summary>Codes, times, items, departments: kept.</summary>
    Plain,

    /// <summary>No mapping says what it is.</summary>
    Unknown,

    /// <summary>The number of a case or record.</summary>
    Number,

    /// <summary>Words about a case.</summary>
    Words,

    /// <summary>The name of a person or organisation.</summary>
    Name,

    /// <summary>Where somebody lives.</summary>
    Address,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>The number of a document.</summary>
    Document,

    /// <summary>A password or the like, by its name.</summary>
    Secret,
}
