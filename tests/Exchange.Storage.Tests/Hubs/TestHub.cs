using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Mapping.Yaml;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Quarantine;
using Exchange.Pipeline.Registry;
using Exchange.Pipeline.Runs;
using Exchange.Security;
using Exchange.Security.Matching;
using Exchange.Security.Privacy;
using Exchange.Storage.Audit;
using Exchange.Storage.Databases;
using Exchange.Storage.Deletions;
using Exchange.Storage.Drift;
using Exchange.Storage.Leases;
using Exchange.Storage.Outbox;
using Exchange.Storage.Quarantine;
using Exchange.Storage.Records;
using Exchange.Storage.Registration;
using Exchange.Storage.Registry;
using Exchange.Storage.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Exchange.Storage.Tests.Hubs;

/// <summary>A hub over a database of its own: the real pipeline and storage, with systems that do as they are told.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-files-");

    private TestHub(HubDatabase database)
    {
        Database = database;
        Security = SecurityServices.Create(Path.Combine(_folder.FullName, "keys", "hub.key"), "aes", TimeProvider.System);
        WriteMapping("accepted.yaml", TestFiles.Accepted);
        WriteMapping("steps.yaml", TestFiles.Steps);
        WriteMapping("results.yaml", TestFiles.Results);
        WriteMapping("codes.csv", TestFiles.Codes);
    }

    public HubDatabase Database { get; }

    public SecurityServices Security { get; }

    public PipelinePorts Ports { get; private set; } = null!;

    public MappingCatalog Mappings { get; private set; } = null!;

    public OutboxStore Outbox => new(Database);

    public QuarantineStore Quarantine => new(Database);

    public static async Task<TestHub> CreateAsync(TestCluster cluster, params string[] connectors)
    {
        var hub = new TestHub(await cluster.NewAsync());
        await hub.ConfigureAsync(connectors.Length == 0 ? [TestFiles.Bureau, TestFiles.Platform] : connectors);
        return hub;
    }

    public async Task ConfigureAsync(params string[] connectors)
    {
        var declarations = connectors.Select(Declaration).ToArray();
        var registration = new RegistrationStore(Database);
        Ports = new PipelinePorts
        {
            Leases = new LeaseStore(Database, "node-a"),
            Runs = new RunStore(Database, "node-a"),
            Records = new RecordStore(Database),
            Registration = registration,
            Sealer = Security.Sealer,
            Digester = Security.Digester,
            Privacy = new PrivacyGuard(),
            Tokenizer = new MatchTokens(Security.Digester),
            Drift = new DriftStore(Database),
            Deletions = new DeletionStore(Database),
            Time = TimeProvider.System,
            Streams = await registration.RegisterStreamsAsync(declarations, CancellationToken.None),
            Targets = await registration.RegisterTargetsAsync(declarations, CancellationToken.None),
        };
        LoadMappings();
    }

    public void WriteMapping(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, "mappings", "bureau", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void LoadMappings()
    {
        var problems = new ProblemList();
        Mappings = MappingCatalog.Load([_folder.FullName], problems);
        Assert.True(!problems.HasErrors, string.Join("\n", problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}")));
    }

    public HubStream Stream(string name) => Ports.Streams.Single(s => s.Declaration.Name == name);

    public HubTarget Target(string id = "platform") => Ports.Targets.Single(t => t.Id == id);

    public Task<RunReport> PullAsync(string stream, params SourceRecord[] records) => PullAsync(stream, new ScriptedSource([new SourcePage(records, null) { Last = true }]));

    public Task<RunReport> PullAsync(string stream, ScriptedSource source, PullOptions? options = null, CancellationToken cancellationToken = default) =>
        new PullStream(Ports, NullLogger<PullStream>.Instance).RunAsync(
            Stream(stream), source, Mappings.Find(Stream(stream).Declaration.Mapping)!, options ?? new PullOptions { Wait = TimeSpan.FromSeconds(60) }, null, cancellationToken);

    public Task<DeliveryReport> DeliverAsync(ScriptedTarget target, DeliverOptions? options = null, CancellationToken cancellationToken = default) =>
        new DeliverTarget(Ports, Outbox, NullLogger<DeliverTarget>.Instance).RunAsync(Target(), target, null, options ?? new DeliverOptions(), null, cancellationToken);

    public Task<ReplayReport> ReplayAsync(QuarantineFilter? filter = null) =>
        new ReplayQuarantine(Ports, Quarantine, new AuditLog(Database)).RunAsync(
            filter ?? new QuarantineFilter(), s => Mappings.Find(s.Declaration.Mapping), "tester", TimeSpan.FromSeconds(30), CancellationToken.None);

    /// <summary>One value out of the database.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Database.Source.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is T typed ? typed : throw new InvalidOperationException($"{sql} gave {value ?? "nothing"}");
    }

    public Task<string> TextAsync(string sql) => AskAsync<string>($"select coalesce(({sql})::text, '')");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The content of a case in clear, by its key; empty where it is not known.</summary>
    public async Task<string> ContentAsync(string caseKey)
    {
        var found = await new CaseReader(Database).FindAsync(caseKey, CancellationToken.None);
        var view = found.Count == 0 ? null : await new CaseReader(Database).ReadAsync(found[0], CancellationToken.None);
        return view is { Known: true, Sealed: { } blob }
            ? Encoding.UTF8.GetString(Security.Sealer.Open(blob, SealedPlace.Version(view.CaseId, view.SealedVersion)))
            : "";
    }

    /// <summary>The outbox as <c>version:state</c> in the order of cases and versions.</summary>
    public Task<string> OutboxAsync() => TextAsync("select string_agg(version || ':' || state, ' ' order by case_id, version) from hub.outbox");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ConnectorDeclaration Declaration(string yaml)
    {
        var problems = new ProblemList();
        var declaration = ConnectorFile.Read(YamlFile.Parse(yaml, "connector.yaml", problems)!, problems);
        Assert.True(!problems.HasErrors, string.Join("\n", problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}")));
        return declaration;
    }
}
