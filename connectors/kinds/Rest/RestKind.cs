using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest;
using Exchange.Connectors.Rest.Reading;
using Exchange.Connectors.Rest.Writing;

[assembly: Connector("rest", typeof(RestKind))]

namespace Exchange.Connectors.Rest;

/// <summary>Systems with a JSON interface over HTTP, described by their connector file alone.</summary>
public sealed class RestKind : IConnectorKind
{
    /// <inheritdoc/>
    public string? OptionsSchema
    {
        get
        {
            using var stream = typeof(RestKind).Assembly.GetManifestResourceStream("options.schema.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        var settings = RestSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            RestStream.Read(stream, declaration, settings, problems);
        }

        if (declaration.Sink is { } sink)
        {
            RestSink.Read(sink, settings, problems);
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = RestSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => RestStream.Read(s, declaration, settings, problems)).OfType<RestStream>().ToList();
        UnusableFile.ThrowIfAny(problems);
        return new RestSource(streams, new RestClient(declaration, settings, services));
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = RestSettings.Read(declaration, problems);
        var sink = declaration.Sink is { } node ? RestSink.Read(node, settings, problems) : null;
        UnusableFile.ThrowIfAny(problems);
        return new RestTarget(
            sink ?? throw new InvalidOperationException($"The connector '{declaration.Id}' has no sink."),
            new RestClient(declaration, settings, services));
    }
}
