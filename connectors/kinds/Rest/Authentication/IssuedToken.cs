namespace Exchange.Connectors.Rest.Authentication;

/// <summary>A token and when to ask for the next one.</summary>
internal sealed record IssuedToken(string Value, DateTimeOffset RenewAt);
