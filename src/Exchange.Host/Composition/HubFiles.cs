using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Host.Homes;
using Exchange.Mapping;
using Exchange.Pipeline.Connectors;
using Exchange.Security;
using Exchange.Security.Keys;
using Exchange.Security.Secrets;

namespace Exchange.Host.Composition;

/// <summary>What a hub reads from files: connectors, mappings, settings and secrets. No database is needed for it.</summary>
internal sealed class HubFiles
{
    private readonly Lazy<SecurityServices> _security;

    private HubFiles(HubHome home, IReadOnlyDictionary<string, IConnectorKind> kinds, TimeProvider time)
    {
        Home = home;
        Kinds = kinds;
        Time = time;
        _security = new Lazy<SecurityServices>(() => SecurityServices.Create(
            KeyRing.PathFor(home.Path), Environment.GetEnvironmentVariable("EXCHANGE_CRYPTO_SUITE") ?? "aes", time));
        Secrets = new FileSecretSource(home.Path, new Lazy<Abstractions.Security.ISealer>(() => _security.Value.Sealer), time);
    }

    public HubHome Home { get; }

    public TimeProvider Time { get; }

    public IReadOnlyDictionary<string, IConnectorKind> Kinds { get; }

    public FileSecretSource Secrets { get; }

    public SecurityServices Security => _security.Value;

    public IReadOnlyList<ConfiguredConnector> Connectors { get; private set; } = [];

    public required MappingCatalog Mappings { get; init; }

    /// <summary>What is wrong with the files; a file with errors is left out and the rest works.</summary>
    public required ProblemList Problems { get; init; }

    /// <summary>Reads the files of a home.</summary>
    /// <param name="home">The home.</param>
    /// <param name="only">The systems to use; <see langword="null"/> for all.</param>
    public static HubFiles Load(HubHome home, IReadOnlyCollection<string>? only = null)
    {
        var problems = new ProblemList();
        var kinds = ConnectorKinds.Load();
        var catalog = ConnectorCatalog.Load(home.Roots, kinds, problems);
        var mappings = MappingCatalog.Load(home.Roots, problems, id => catalog.Find(id)?.Declaration.TimeZone);
        var files = new HubFiles(home, kinds, TimeProvider.System) { Mappings = mappings, Problems = problems };
        files.Connectors = [.. catalog.All.Where(e => only is null || only.Contains(e.Declaration.Id)).Select(files.Configure)];
        return files;
    }

    /// <summary>The connector of an id.</summary>
    /// <exception cref="ExchangeException">There is none, its file has errors, or it is not configured (configuration).</exception>
    public ConnectorDeclaration Connector(string id)
    {
        var found = Connectors.FirstOrDefault(c => c.Id == id);
        if (found?.Resolved is { } resolved)
        {
            return resolved;
        }

        if (found is not null)
        {
            var first = found.Missing.FirstOrDefault(p => p.Severity == ProblemSeverity.Error) ?? found.Missing.FirstOrDefault();
            throw new ExchangeException(FailureKind.Configuration, first?.Message ?? $"The connector '{id}' is not usable.", first?.Remedy) { Location = first?.Location };
        }

        var broken = Problems.Items.FirstOrDefault(p => p.Location.File.Contains($"{Path.DirectorySeparatorChar}{id}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        if (broken is not null)
        {
            throw new ExchangeException(FailureKind.Configuration, broken.Message, broken.Remedy) { Location = broken.Location };
        }

        var nearest = NearestKey.Find(id, Connectors.Select(c => c.Id));
        throw new ExchangeException(
            FailureKind.Configuration,
            $"There is no connector '{id}'.",
            nearest is null ? "Run: exchange connector list" : $"Did you mean '{nearest}'?");
    }

    private ConfiguredConnector Configure(ConnectorEntry entry)
    {
        if (!entry.Usable)
        {
            return new ConfiguredConnector(entry, null, entry.Problems);
        }

        var missing = new ProblemList();
        var map = new PlaceholderResolver(Secrets).Resolve(entry.Root, missing);
        if (missing.HasErrors)
        {
            // The file is right, the system is only not set up here: worth a line, and nothing is broken.
            return new ConfiguredConnector(entry, null, [.. missing.Items.Select(p => p with { Severity = ProblemSeverity.Warning })]);
        }

        var resolved = ConnectorFile.Read(map, missing);
        var kind = Kinds[resolved.Kind];
        kind.Validate(resolved, missing);
        return new ConfiguredConnector(entry, missing.HasErrors ? null : resolved with { Pushes = !kind.Pulls }, missing.Items);
    }
}
