namespace Exchange.Abstractions.Security;

/// <summary>What a digest is for; each purpose has its own key.</summary>
public enum DigestPurpose
{
    /// <summary>The canonicalised raw record with the revision of its mapping.</summary>
    Record = 1,

    /// <summary>The mapped content of a contribution or a case.</summary>
    Content = 2,

    /// <summary>A source key or identifier that may hold personal data.</summary>
    Key = 3,

    /// <summary>A normalised document number.</summary>
    Document = 4,

    /// <summary>A normalised phone number.</summary>
    Phone = 5,

    /// <summary>A normalised name.</summary>
    Name = 6,
}
