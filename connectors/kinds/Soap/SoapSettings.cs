using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;
using Exchange.Connectors.Soap.Authentication;

namespace Exchange.Connectors.Soap;

/// <summary>The <c>settings</c> of a connector of kind soap.</summary>
internal sealed record SoapSettings
{
    /// <summary>The address of the service, as written.</summary>
    public required string Url { get; init; }

    public required SoapVersion Version { get; init; }

    /// <summary>The name space of the operations.</summary>
    public required string Namespace { get; init; }

    public required AuthenticationSettings Authentication { get; init; }

    /// <summary>The character set of requests and replies, whatever the replies say.</summary>
    public required CharacterSet Charset { get; init; }

    /// <summary>HTTP headers of every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The largest reply taken, in bytes. Default 16 MiB.</summary>
    public int Largest { get; init; }

    public static SoapSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        var charset = reader.Text("charset");
        if (charset is not null && CharacterSet.Find(charset) is null)
        {
            problems.Error(reader.Node("charset")!.Location, $"{reader.What}: 'charset' is '{charset}'.", $"Known: {string.Join(", ", CharacterSet.Names)}.");
        }

        var version = reader.Choice("version", "1.1", "1.2") == "1.2" ? SoapVersion.V12 : SoapVersion.V11;
        var settings = new SoapSettings
        {
            Url = reader.RequiredText("url"),
            Version = version,
            Namespace = reader.RequiredText("namespace"),
            Authentication = AuthenticationSettings.Read(reader.Section("auth")),
            Charset = (charset is null ? null : CharacterSet.Find(charset)) ?? CharacterSet.Utf8,
            Headers = reader.Pairs("headers"),
            Largest = reader.Integer("maximumReply", 16 * 1024 * 1024, 1024, 256 * 1024 * 1024),
        };
        if (settings.Url.Length > 0 && !settings.Url.Contains("${", StringComparison.Ordinal) && !IsHttp(settings.Url))
        {
            problems.Error(reader.Node("url")!.Location, $"{reader.What}: 'url' is no HTTP address.", "Write http://host/service or https://host/service, or a ${setting:…}.");
        }

        reader.Finish();
        return settings;
    }

    internal static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
