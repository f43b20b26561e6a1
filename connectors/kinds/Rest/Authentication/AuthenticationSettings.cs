using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>How the hub shows a system who it is.</summary>
internal sealed record AuthenticationSettings
{
    /// <summary><c>none</c>, <c>basic</c>, <c>header</c> or <c>oauth2</c>.</summary>
    public string Type { get; init; } = "none";

    /// <summary>The user (basic), the header's name (header) or the client id (oauth2).</summary>
    public string Name { get; init; } = "";

    /// <summary>The password, the header's value or the client secret.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Where tokens are issued: a path under the base address, or an address.</summary>
    public string TokenUrl { get; init; } = "";

    /// <summary>How client id and secret are sent: <c>form</c>, <c>query</c> or <c>basic</c>.</summary>
    public string Style { get; init; } = "form";

    public string? Scope { get; init; }

    public FieldPath TokenPath { get; init; } = FieldPath.Parse("$.access_token");

    public FieldPath ExpiresPath { get; init; } = FieldPath.Parse("$.expires_in");

    public static AuthenticationSettings Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new AuthenticationSettings();
        }

        var settings = reader.Choice("type", "none", "basic", "header", "oauth2") switch
        {
            "basic" => new AuthenticationSettings { Type = "basic", Name = reader.RequiredText("user"), Secret = reader.RequiredText("password") },
            "header" => Header(reader),
            "oauth2" => new AuthenticationSettings
            {
                Type = "oauth2",
                Name = reader.RequiredText("clientId"),
                Secret = reader.RequiredText("clientSecret"),
                TokenUrl = reader.RequiredText("tokenUrl"),
                Style = reader.Choice("style", "form", "query", "basic"),
                Scope = reader.Text("scope"),
                TokenPath = ConfigPath.Read(reader, "tokenPath", "$.access_token"),
                ExpiresPath = ConfigPath.Read(reader, "expiresPath", "$.expires_in"),
            },
            _ => new AuthenticationSettings(),
        };
        reader.Finish();
        return settings;
    }

    private static AuthenticationSettings Header(ConfigReader reader)
    {
        var settings = new AuthenticationSettings { Type = "header", Name = reader.RequiredText("name"), Secret = reader.RequiredText("value") };
        if (settings.Name.AsSpan().ContainsAny(" :\r\n\t"))
        {
            reader.Problems.Error(reader.Node("name")!.Location, $"{reader.What}: '{settings.Name}' is no header name.", "Write a name such as X-App-Key.");
        }

        return settings;
    }
}
