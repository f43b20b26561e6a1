using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.UnifiedPlatform;

[assembly: Connector("unified-platform", typeof(UnifiedPlatformKind))]

namespace Exchange.UnifiedPlatform;

/// <summary>The zone's unified platform, with an interface of its own: a target, and the source of what clerks key at its windows.</summary>
public sealed class UnifiedPlatformKind : IConnectorKind
{
    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        UnifiedPlatformSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            UnifiedPlatformStream.Read(stream, declaration, problems);
        }

        if (declaration.Sink is { } sink)
        {
            var reader = new ConfigReader(sink.Node, "sink", problems);
            reader.Allow(SinkDeclaration.CommonKeys);
            reader.Finish();
            if (sink.Batch > UnifiedPlatformTarget.LargestBatch)
            {
                problems.Error(
                    reader.Node("batch")?.Location ?? sink.Node.Location,
                    $"sink: 'batch' is {sink.Batch}.",
                    $"The platform takes at most {UnifiedPlatformTarget.LargestBatch} items a request.");
            }
        }
        else if (declaration.Streams.Count == 0)
        {
            problems.Error(declaration.Location, $"connector '{declaration.Id}': 'sink' is missing.", "Add 'sink:' with subscribe, when and mapping.");
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var streams = declaration.Streams.Select(s => UnifiedPlatformStream.Read(s, declaration, problems)).ToArray();
        return new UnifiedPlatformSource(streams, Client(declaration, services, problems), services.Time);
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services) =>
        new UnifiedPlatformTarget(declaration, Client(declaration, services, new ProblemList()));

    private static UnifiedPlatformClient Client(ConnectorDeclaration declaration, ConnectorServices services, ProblemList problems)
    {
        var settings = UnifiedPlatformSettings.Read(declaration, problems);
        UnusableFile.ThrowIfAny(problems);
        var address = UnifiedPlatformSettings.Address(settings.BaseUrl) ?? throw new ExchangeException(
            FailureKind.Configuration, $"connector '{declaration.Id}': 'baseUrl' is no HTTP address.", "Set it to http://host/ or https://host/.");
        return new UnifiedPlatformClient(declaration, settings, services.Http.Create(address), services.Time);
    }
}
