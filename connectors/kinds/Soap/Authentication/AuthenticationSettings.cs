using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Soap.Authentication;

/// <summary>How the hub shows a service who it is.</summary>
internal sealed record AuthenticationSettings
{
    /// <summary><c>none</c>, <c>basic</c>, <c>usernameToken</c> or <c>login</c>.</summary>
    public string Type { get; init; } = "none";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Whether the token carries a digest of the password instead of the password.</summary>
    public bool Digest { get; init; }

    public LoginSettings? Login { get; init; }

    /// <summary>What must never be shown.</summary>
    public IEnumerable<string> Secrets => Login is null ? [Password] : Login.Secrets;

    public static AuthenticationSettings Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new AuthenticationSettings();
        }

        var type = reader.Choice("type", "none", "basic", "usernameToken", "login");
        var named = type is "basic" or "usernameToken";
        var settings = new AuthenticationSettings
        {
            Type = type,
            User = named ? reader.RequiredText("user") : "",
            Password = named ? reader.RequiredText("password") : "",
            Digest = type == "usernameToken" && reader.Choice("passwordType", "digest", "text") == "digest",
            Login = type == "login" ? LoginSettings.Read(reader) : null,
        };
        reader.Finish();
        return settings;
    }
}
