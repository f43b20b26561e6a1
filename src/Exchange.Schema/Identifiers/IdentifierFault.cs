namespace Exchange.Schema.Identifiers;

/// <summary>What is wrong with an identifier.</summary>
public enum IdentifierFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing but an unknown region, which may be a historical one: a warning.</summary>
    UnknownRegion,

    /// <summary>Nothing but a check character that does not fit, where some issuers compute it otherwise: a warning.</summary>
    DoubtfulCheck,

    /// <summary>It has the wrong length.</summary>
    Length,

    /// <summary>It holds a character that cannot stand there.</summary>
    Character,

    /// <summary>It holds a date that does not exist.</summary>
    Date,

    /// <summary>Its check digit does not fit.</summary>
    CheckDigit,
}
