using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Soap;
using Exchange.Connectors.Soap.Reading;
using Exchange.Connectors.Soap.Writing;

[assembly: Connector("soap", typeof(SoapKind))]

namespace Exchange.Connectors.Soap;

/// <summary>Systems with web services of SOAP 1.1 or 1.2, those included that carry XML or JSON in a string.</summary>
public sealed class SoapKind : IConnectorKind
{
    /// <inheritdoc/>
    public string OptionsSchema { get; } = ReadSchema();

    /// <inheritdoc/>
    public void Validate(ConnectorDeclaration declaration, ProblemList problems)
    {
        var settings = SoapSettings.Read(declaration, problems);
        foreach (var stream in declaration.Streams)
        {
            SoapStream.Read(stream, declaration, settings, problems);
        }

        if (declaration.Sink is { } sink)
        {
            SoapSink.Read(sink, settings, problems);
        }
    }

    /// <inheritdoc/>
    public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = SoapSettings.Read(declaration, problems);
        var streams = declaration.Streams.Select(s => SoapStream.Read(s, declaration, settings, problems)).OfType<SoapStream>().ToList();
        UnusableFile.ThrowIfAny(problems);
        return new SoapSource(streams, new SoapClient(declaration, settings, services));
    }

    /// <inheritdoc/>
    public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services)
    {
        var problems = new ProblemList();
        var settings = SoapSettings.Read(declaration, problems);
        var sink = declaration.Sink is { } node ? SoapSink.Read(node, settings, problems) : null;
        UnusableFile.ThrowIfAny(problems);
        return new SoapTarget(
            sink ?? throw new InvalidOperationException($"The connector '{declaration.Id}' has no sink."),
            new SoapClient(declaration, settings, services));
    }

    private static string ReadSchema()
    {
        using var stream = typeof(SoapKind).Assembly.GetManifestResourceStream("options.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
