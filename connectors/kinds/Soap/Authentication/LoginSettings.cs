using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Authentication;

/// <summary>A login by an operation of the service: its reply holds a session id that every other call shows.</summary>
internal sealed record LoginSettings
{
    /// <summary>The service the login is an operation of, where it is another one.</summary>
    public string? Url { get; init; }

    public required CallSettings Call { get; init; }

    /// <summary>Where the session id stands in the reply's body; <see langword="null"/> for the return element, or the reply's cookie.</summary>
    public required ResultSettings Result { get; init; }

    public FieldPath? Token { get; init; }

    /// <summary><c>parameter</c> or <c>cookie</c>.</summary>
    public string As { get; init; } = "parameter";

    /// <summary>The parameter or cookie; without a name calls use <c>{session}</c>, or the reply's cookies are sent back.</summary>
    public string? Name { get; init; }

    /// <summary>How long a session is used. Default 20 minutes.</summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>Words in a fault, or codes of a reply, that say the session has ended; without any, every fault of a read counts.</summary>
    public IReadOnlyList<string> Expired { get; init; } = [];

    public IEnumerable<string> Secrets => Call.Parameters.Select(p => p.Text.Text);

    public static LoginSettings Read(ConfigReader reader)
    {
        var way = reader.Choice("as", "parameter", "cookie");
        var settings = new LoginSettings
        {
            Url = reader.Text("url"),
            Call = CallSettings.ReadFrom(reader, ["now"]),
            Result = new ResultSettings { Path = reader.Path("result") },
            Token = reader.Path("token"),
            As = way,
            Name = reader.Text("name"),
            Lifetime = reader.Duration("lifetime", TimeSpan.FromMinutes(20)),
            Expired = reader.Texts("expired"),
        };
        if (settings.Url is { } url && !url.Contains("${", StringComparison.Ordinal) && !SoapSettings.IsHttp(url))
        {
            reader.Problems.Error(reader.Node("url")!.Location, $"{reader.What}: 'url' is no HTTP address.", "Write http://host/service, or leave it out where the login is an operation of the same service.");
        }

        return settings;
    }
}
