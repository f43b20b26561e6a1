using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Database;
using Exchange.Connectors.Database.Reading;
using Exchange.Connectors.Database.Writing;

[assembly: Connector("database", typeof(DatabaseKind))]

namespace Exchange.Connectors.Database;

/// <summary>Systems that open tables or views of their database, front-end exchange tables above all.</summary>
public sealed class DatabaseKind : IConnectorKind
{
    private static readonly Lazy<string> Schema = new(ReadSchema);

    /// <inheritdoc/>
    public string OptionsSchema => Schema.Value;

    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        DatabaseSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            StreamOptions.Read(stream, declaration, problems);
        }

        if (declaration.Sink is { } sink)
        {
            DatabaseSink.Read(sink, problems);
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = DatabaseSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => StreamOptions.Read(s, declaration, problems)).ToList();
        UnusableFile.ThrowIfAny(problems);
        return new DatabaseSource(new DatabaseClient(declaration, settings, services), streams);
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = DatabaseSettings.Read(declaration, problems);
        var sink = declaration.Sink is { } node ? DatabaseSink.Read(node, problems) : null;
        UnusableFile.ThrowIfAny(problems);
        return new DatabaseTarget(
            new DatabaseClient(declaration, settings, services),
            sink ?? throw new InvalidOperationException($"The connector '{declaration.Id}' has no sink."));
    }

    private static string ReadSchema()
    {
        using var stream = typeof(DatabaseKind).Assembly.GetManifestResourceStream("options.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
