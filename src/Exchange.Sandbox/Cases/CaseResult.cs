namespace Exchange.Sandbox.Cases;

/// <summary>How a case ended; Outcome is granted, refused, voided or other.</summary>
internal sealed record CaseResult(
    string Outcome,
    DateTime At,
    string Text,
    string? CertificateName,
    string? CertificateNo,
    DateTime? ValidFrom,
    DateTime? ValidTo,
    Row Row);
