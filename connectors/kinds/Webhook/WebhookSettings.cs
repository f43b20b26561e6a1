using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;
using Exchange.Connectors.Webhook.Authentication;

namespace Exchange.Connectors.Webhook;

/// <summary>The settings of a connector of kind webhook.</summary>
internal sealed record WebhookSettings
{
    private const int Kilobyte = 1024;

    /// <summary>How a request proves who sent it; <see langword="null"/> only while the file has errors.</summary>
    public IAuthentication? Authentication { get; init; }

    /// <summary>Whether bodies are XML.</summary>
    public bool Xml { get; init; }

    public required CharacterSet CharacterSet { get; init; }

    /// <summary>The largest body, in bytes.</summary>
    public int MaximumBody { get; init; }

    /// <summary>The body of the answer by outcome, <c>{message}</c> in it replaced; <see langword="null"/> for the hub's own JSON.</summary>
    public ReplyTemplate? Reply { get; init; }

    public static WebhookSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}'", problems);
        reader.Allow("budget");
        var name = reader.Text("charset") ?? "utf-8";
        var set = CharacterSet.Find(name);
        if (set is null)
        {
            problems.Error(reader.Node("charset")!.Location, $"{reader.What}: '{name}' is no character set the hub reads.", $"Use one of {string.Join(", ", CharacterSet.Names)}.");
        }

        var authentication = AuthenticationSettings.Read(reader, declaration.TimeZone);
        var settings = new WebhookSettings
        {
            Authentication = authentication,
            Xml = reader.Has("format") && reader.Choice("format", "json", "xml") == "xml",
            CharacterSet = set ?? CharacterSet.Utf8,
            MaximumBody = reader.Integer("maximumBody", 8192, 1, 65_536) * Kilobyte,
            Reply = ReplyTemplate.Read(reader.Section("reply")),
        };
        reader.Finish();
        return settings;
    }
}
