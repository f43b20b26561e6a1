namespace Exchange.Storage.Accounts;

/// <summary>A local account.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PasswordHash">The salted hash of its password.</param>
/// <param name="Role">Its role.</param>
/// <param name="MustChange">Whether its password is for one time only.</param>
/// <param name="Locked">Whether it is locked for now.</param>
public sealed record Account(string Name, string PasswordHash, string Role, bool MustChange, bool Locked);
