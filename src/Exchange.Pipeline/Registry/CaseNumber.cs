namespace Exchange.Pipeline.Registry;

/// <summary>One of the numbers a case has beside its key: the same case carries several, in several systems.</summary>
/// <param name="Kind">Which number it is.</param>
/// <param name="Value">Its stored form.</param>
public sealed record CaseNumber(CaseNumberKind Kind, string Value);
