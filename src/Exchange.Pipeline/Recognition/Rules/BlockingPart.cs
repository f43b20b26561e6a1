namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>What a blocking key can be made of. Cases are compared only where a whole key is equal.</summary>
public enum BlockingPart
{
    /// <summary>A document number of applicant or agent.</summary>
    Document,

    /// <summary>Parts of an identity number or code, so that a mistyped one is still found.</summary>
    DocumentParts,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>The name of applicant or agent.</summary>
    Name,

    /// <summary>Parts of the name of the applicant, so that a mistyped one is still found.</summary>
    NameParts,

    /// <summary>The address of the applicant.</summary>
    Address,

    /// <summary>The family of the item: by its code and by its name.</summary>
    Item,

    /// <summary>The department, by its name or else its code.</summary>
    Department,

    /// <summary>The day of birth.</summary>
    Born,

    /// <summary>The title of the project.</summary>
    Project,
}
