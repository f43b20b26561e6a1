namespace Exchange.Testing;

/// <summary>Which item content is asked for.</summary>
/// <param name="CaseId">The hub's id of the case.</param>
/// <param name="Version">The version of the case.</param>
/// <param name="Withdraw">Whether the case is withdrawn.</param>
public sealed record ItemContent(string CaseId, int Version, bool Withdraw);
