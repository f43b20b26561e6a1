using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Files;
using Exchange.Connectors.Files.Reading;
using Exchange.Connectors.Files.Writing;

[assembly: Connector("files", typeof(FilesKind))]

namespace Exchange.Connectors.Files;

/// <summary>Systems that exchange files through a folder of this machine or of an SFTP server.</summary>
public sealed class FilesKind : IConnectorKind
{
    /// <inheritdoc/>
    public string? OptionsSchema
    {
        get
        {
            using var stream = typeof(FilesKind).Assembly.GetManifestResourceStream("options.schema.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        FilesSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            FilesStream.Read(stream, problems);
        }

        if (declaration.Sink is { } sink)
        {
            FilesSink.Read(sink, problems);
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = FilesSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => FilesStream.Read(s, problems)).ToList();
        UnusableFile.ThrowIfAny(problems);
        return new FilesSource(declaration, streams, settings.Open(declaration.Id, services.Budget), services.Time);
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = FilesSettings.Read(declaration, problems);
        var sink = declaration.Sink is { } node ? FilesSink.Read(node, problems) : null;
        UnusableFile.ThrowIfAny(problems);
        return new FilesTarget(
            declaration,
            sink ?? throw new InvalidOperationException($"The connector '{declaration.Id}' has no sink."),
            settings.Open(declaration.Id, services.Budget),
            services.Time);
    }
}
