using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>How the hub shows a system who it is.</summary>
internal sealed record AuthenticationSettings
{
    /// <summary><c>none</c>, <c>basic</c>, <c>header</c>, <c>query</c>, <c>oauth2</c> or <c>login</c>.</summary>
    public string Type { get; init; } = "none";

    /// <summary>The user (basic), the name of the header or parameter (header, query) or the client id (oauth2).</summary>
    public string Name { get; init; } = "";

    /// <summary>The password, the value or the client secret.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Where tokens are issued: a path under the base address, or an address.</summary>
    public string TokenUrl { get; init; } = "";

    /// <summary>How client id and secret are sent: <c>form</c>, <c>query</c> or <c>basic</c>.</summary>
    public string Style { get; init; } = "form";

    public string? Scope { get; init; }

    /// <summary>The request that logs in (login).</summary>
    public RequestSettings? Login { get; init; }

    public FieldPath TokenPath { get; init; } = FieldPath.Parse("$.access_token");

    public FieldPath? ExpiresPath { get; init; }

    /// <summary>What stands at <see cref="ExpiresPath"/>: <c>seconds</c> or <c>milliseconds</c> from now on, or a time format.</summary>
    public string ExpiresFormat { get; init; } = "seconds";

    /// <summary>How long a token lives where the reply does not say. Default 5 minutes.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where the token is put.</summary>
    public Placement Place { get; init; } = Placement.Bearer;

    public static AuthenticationSettings Read(ConfigReader? reader, IReadOnlyCollection<string> named)
    {
        if (reader is null)
        {
            return new AuthenticationSettings();
        }

        var settings = reader.Choice("type", "none", "basic", "header", "query", "oauth2", "login") switch
        {
            "basic" => new AuthenticationSettings { Type = "basic", Name = reader.RequiredText("user"), Secret = reader.RequiredText("password") },
            "header" => Key(reader, "header"),
            "query" => Key(reader, "query"),
            "oauth2" => Token(reader, "$.access_token", "$.expires_in") with
            {
                Type = "oauth2",
                Name = reader.RequiredText("clientId"),
                Secret = reader.RequiredText("clientSecret"),
                TokenUrl = reader.RequiredText("tokenUrl"),
                Style = reader.Choice("style", "form", "query", "basic"),
                Scope = reader.Text("scope"),
            },
            "login" => Token(reader, "$.token", null) with { Type = "login", Login = ReadLogin(reader, named) },
            _ => new AuthenticationSettings(),
        };
        if (reader.Text("type") is { } written && written != settings.Type)
        {
            // The type is wrong, not what belongs to it.
            reader.Allow(
                "user", "password", "name", "value", "clientId", "clientSecret", "tokenUrl", "style", "scope", "request", "tokenPath", "expiresPath", "expiresFormat", "lifetime", "as");
        }

        reader.Finish();
        return settings;
    }

    private static AuthenticationSettings Key(ConfigReader reader, string type)
    {
        var settings = new AuthenticationSettings { Type = type, Name = reader.RequiredText("name"), Secret = reader.RequiredText("value") };
        if (type == "header")
        {
            HeaderName.Check(reader, "name", settings.Name);
        }

        return settings with { Place = new Placement(type, settings.Name, "") };
    }

    private static AuthenticationSettings Token(ConfigReader reader, string token, string? expires)
    {
        var settings = new AuthenticationSettings
        {
            TokenPath = reader.Path("tokenPath", token),
            ExpiresPath = reader.Path("expiresPath") ?? (expires is null ? null : FieldPath.Parse(expires)),
            ExpiresFormat = reader.Text("expiresFormat") ?? "seconds",
            Lifetime = reader.Duration("lifetime", TimeSpan.FromMinutes(5)),
            Place = Placement.Read(reader) ?? Placement.Bearer,
        };
        if (settings.ExpiresFormat is not ("seconds" or "milliseconds") && !TimeText.IsFormat(settings.ExpiresFormat))
        {
            reader.Problems.Error(
                reader.Node("expiresFormat")!.Location,
                $"{reader.What}: 'expiresFormat' is '{settings.ExpiresFormat}'.",
                "Write seconds or milliseconds (from now on), or a time format: yyyy-MM-dd HH:mm:ss, epochSeconds, epochMilliseconds.");
        }

        return settings;
    }

    private static RequestSettings? ReadLogin(ConfigReader reader, IReadOnlyCollection<string> named)
    {
        if (reader.Section("request") is not { } section)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'request' is missing.", "Add 'request: { path: /login, body: { user: …, password: … } }'.");
            return null;
        }

        var request = RequestSettings.Read(section, "POST", "GET");
        Placeholders.Check(section, request.Placeholders, [.. RequestValues.Generated.Where(g => g != "token"), .. named]);
        section.Finish();
        return request;
    }
}
