namespace Exchange.Pipeline.Registry;

/// <summary>What a case is called somewhere.</summary>
/// <param name="Kind"><c>key</c>, <c>national</c>, <c>provincial</c>, <c>local</c>, <c>project</c>, <c>source</c> or <c>platform</c>.</param>
/// <param name="System">The system, where the identifier belongs to one.</param>
/// <param name="Value">The identifier, in its stored form.</param>
public sealed record CaseIdentifier(string Kind, string? System, string Value);
