using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Host.Http;
using Exchange.Security.Secrets;
using Exchange.Testing;

namespace Exchange.Host.Cli.Conformance;

/// <summary>Tests the connectors of a home with what the hub provides.</summary>
/// <param name="files">The home's files.</param>
/// <param name="write">Whether the systems may be written to.</param>
/// <param name="limit">How many records a read takes at most.</param>
internal sealed class ConnectorTester(HubFiles files, bool write, int limit)
{
    private readonly InMemoryBudgetGrant _grant = new(name => files.Connector(name).Budget.PerSecond, files.Time);

    /// <summary>Tests one connector; a system that is not set up here is skipped as a whole.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="stream">The only stream to test; <see langword="null"/> for all, and the target.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public async Task<ConformanceReport> TestAsync(ConfiguredConnector connector, string? stream, CancellationToken cancellationToken)
    {
        if (connector.Resolved is not { } declaration)
        {
            var problem = connector.Missing.FirstOrDefault(p => p.Severity == ProblemSeverity.Error) ?? connector.Missing.FirstOrDefault();
            var state = connector.Entry.Usable ? CheckState.Skipped : CheckState.Failed;
            return new ConformanceReport(connector.Id, [new CheckOutcome("configured", null, state, $"{problem?.Message} {problem?.Remedy}".Trim())], Unreachable: false);
        }

        var secrets = new NotedSecrets(files.Secrets);
        new PlaceholderResolver(secrets).Resolve(connector.Entry.Root, new ProblemList());
        using var services = new TestServices(declaration, _grant, files.Time);
        var late = declaration.Conformance.Late is { } program ? new LateProgram(Path.GetDirectoryName(Path.GetFullPath(connector.Entry.File))!, program) : null;
        var content = OutboundContent.Of(declaration.Sink?.Mapping, files.Mappings, files.Home.Roots);
        return await ConnectorConformance.RunAsync(
            ConformanceSubject.Of(files.Kinds[declaration.Kind], declaration),
            new ConformanceOptions
            {
                Services = services.Create,
                Streams = stream is null ? null : [stream],
                MaximumRecords = limit,
                Secrets = secrets.Values,
                Write = write,
                AddLate = late is null ? null : late.AddAsync,
                Content = content is null ? null : content.Make,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The connector and the stream of an id.</summary>
    /// <exception cref="ExchangeException">There is none of that id, or it cannot be used (configuration).</exception>
    public (ConfiguredConnector Connector, string? Stream) Find(string id)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var system = slash < 0 ? id : id[..slash];
        var declaration = files.Connector(system);
        var stream = slash < 0 ? null : id[(slash + 1)..];
        if (stream is not null && declaration.Streams.All(s => s.Name != stream))
        {
            var nearest = NearestKey.Find(stream, declaration.Streams.Select(s => s.Name));
            throw new ExchangeException(FailureKind.Configuration, $"There is no stream '{id}'.", nearest is null ? "Run: exchange connector list" : $"Did you mean '{system}/{nearest}'?");
        }

        return (files.Connectors.Single(c => c.Id == system), stream);
    }
}
