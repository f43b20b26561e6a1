using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Webhook;
using Exchange.Connectors.Webhook.Reading;

[assembly: Connector("webhook", typeof(WebhookKind))]

namespace Exchange.Connectors.Webhook;

/// <summary>Systems that push their records to the hub, signed, described by their connector file alone.</summary>
public sealed class WebhookKind : IConnectorKind
{
    /// <inheritdoc/>
    public string OptionsSchema { get; } = ReadSchema();

    /// <inheritdoc/>
    public bool Pulls => false;

    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        WebhookSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            WebhookStream.Read(stream, problems);
        }

        if (declaration.Sink is { } sink)
        {
            problems.Error(sink.Node.Location, $"connector '{declaration.Id}': a system of kind webhook is no target.", "Use kind rest for a system the hub writes to over HTTP.");
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = WebhookSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => WebhookStream.Read(s, problems)).OfType<WebhookStream>().ToList();
        UnusableFile.ThrowIfAny(problems);
        return new WebhookSource(declaration, settings, streams, services.Signer);
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services) =>
        throw new ExchangeException(FailureKind.Configuration, $"The connector '{declaration.Id}' of kind webhook is no target.", "Use kind rest for a system the hub writes to over HTTP.");

    private static string ReadSchema()
    {
        using var reader = new StreamReader(typeof(WebhookKind).Assembly.GetManifestResourceStream("options.schema.json")!);
        return reader.ReadToEnd();
    }
}
