namespace Exchange.Sandbox.Cases;

/// <summary>Who applies. Type and IdType are canonical words.</summary>
internal sealed record Applicant(string Type, string Name, string IdType, string IdNo, string? LegalPerson, string Address);
