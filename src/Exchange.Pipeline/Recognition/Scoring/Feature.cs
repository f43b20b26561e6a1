namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>What is compared of two cases. The first ones say who, the others say which case.</summary>
public enum Feature
{
    /// <summary>The document number of the applicant.</summary>
    Document = 0,

    /// <summary>The name of the applicant, a person.</summary>
    Name = 1,

    /// <summary>The name of the applicant, an organisation.</summary>
    Organisation = 2,

    /// <summary>The phone numbers.</summary>
    Phone = 3,

    /// <summary>The address of the applicant.</summary>
    Address = 4,

    /// <summary>The day of birth, where it stands beside the document.</summary>
    Born = 5,

    /// <summary>Who acts for the applicant.</summary>
    Agent = 6,

    /// <summary>Whether applicant and agent have changed places.</summary>
    Parties = 7,

    /// <summary>The item.</summary>
    Item = 8,

    /// <summary>The department.</summary>
    Department = 9,

    /// <summary>The day of application.</summary>
    Date = 10,

    /// <summary>The minute of application.</summary>
    Time = 11,

    /// <summary>The channel.</summary>
    Channel = 12,

    /// <summary>What the application is about.</summary>
    Project = 13,

    /// <summary>The number of the acceptance document.</summary>
    Acceptance = 14,

    /// <summary>The national and provincial numbers, where both cases have one.</summary>
    Numbers = 15,
}
