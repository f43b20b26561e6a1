using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Rest.Authentication;
using Exchange.Connectors.Rest.Replies;

namespace Exchange.Connectors.Rest;

/// <summary>The <c>settings</c> of a connector of kind rest.</summary>
internal sealed record RestSettings
{
    /// <summary>The base address of the system, as written.</summary>
    public required string BaseUrl { get; init; }

    public required AuthenticationSettings Authentication { get; init; }

    /// <summary>The envelope of every reply, where the system has one.</summary>
    public EnvelopeSettings? Envelope { get; init; }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The largest reply taken, in bytes. Default 64 MiB.</summary>
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A path that answers GET with a success, for the check; <see langword="null"/> to ask the first stream.</summary>
    public string? Check { get; init; }

    public static RestSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        var settings = new RestSettings
        {
            BaseUrl = reader.RequiredText("baseUrl"),
            Authentication = AuthenticationSettings.Read(reader.Section("auth")),
            Envelope = EnvelopeSettings.Read(reader.Section("envelope")),
            Headers = reader.Pairs("headers"),
            MaxReplyBytes = reader.Integer("maxReplyBytes", 64 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
            Check = reader.Text("check"),
        };
        if (settings.BaseUrl.Length > 0 && !settings.BaseUrl.Contains("${", StringComparison.Ordinal) && !IsHttp(settings.BaseUrl))
        {
            problems.Error(reader.Node("baseUrl")!.Location, $"{reader.What}: 'baseUrl' is no HTTP address.", "Write http://host/ or https://host/, or a ${setting:…}.");
        }

        reader.Finish();
        return settings;
    }

    internal static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
