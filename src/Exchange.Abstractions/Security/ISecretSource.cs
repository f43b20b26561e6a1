namespace Exchange.Abstractions.Security;

/// <summary>Gives the values behind <c>${secret:name}</c> and <c>${setting:name}</c>.</summary>
public interface ISecretSource
{
    /// <summary>The secret, or <see langword="null"/> where none of that name is known.</summary>
    string? Secret(string name);

    /// <summary>The setting, or <see langword="null"/> where none of that name is known.</summary>
    string? Setting(string name);
}
