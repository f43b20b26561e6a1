using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Database;
using Exchange.Connectors.Database.Reading;

[assembly: Connector("database", typeof(DatabaseKind))]

namespace Exchange.Connectors.Database;

/// <summary>Systems that open tables or views of their database, front-end exchange tables above all.</summary>
public sealed class DatabaseKind : IConnectorKind
{
    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        DatabaseSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            DatabaseStream.Read(stream, declaration, problems);
        }

        if (declaration.Sink is { } sink)
        {
            problems.Error(sink.Node.Location, "sink: a connector of kind database has no sink yet.", "Remove 'sink', or deliver through kind rest.");
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = DatabaseSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => DatabaseStream.Read(s, declaration, problems)).ToList();
        UnusableFile.ThrowIfAny(problems);
        return new DatabaseSource(declaration, settings, streams, services);
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services) => throw new ExchangeException(
        FailureKind.Configuration, $"connector '{declaration.Id}': kind database has no sink yet.", "Remove 'sink', or deliver through kind rest.");
}
