namespace Exchange.Pipeline.Recognition.Text;

/// <summary>What a document number is, as far as its form tells.</summary>
internal enum DocumentKind : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>An identity number of a person.</summary>
    Identity,

    /// <summary>A code of an organisation.</summary>
    Organisation,

    /// <summary>Anything else, such as a passport.</summary>
    Other,
}
