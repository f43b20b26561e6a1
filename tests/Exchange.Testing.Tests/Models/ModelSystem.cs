using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;
using Exchange.Security.Signing;

namespace Exchange.Testing.Tests.Models;

/// <summary>A system in memory, its declaration, and the connectors to it with one thing wrong.</summary>
internal sealed class ModelSystem(Fault fault)
{
    public const string Password = "s3cret-of-the-system";
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public Fault Fault { get; } = fault;

    public List<ModelRow> Rows { get; } = [.. Enumerable.Range(0, 30).Select(i => new ModelRow($"K{i:00}", Begin.AddMinutes(i / 3 * 10)))];

    public DateTimeOffset Now { get; } = Begin.AddDays(1);

    public int Reads { get; set; }

    public SortedDictionary<string, (int Version, string Digest)> Held { get; } = new(StringComparer.Ordinal);

    public List<string> Extra { get; } = [];

    public ConnectorDeclaration Declaration(bool deletions = true, string onUnknown = "ask", params ConformanceSkip[] skip)
    {
        var at = new SourceLocation("connector.yaml", 1, 1);
        ConfigEntry Entry(string key, string value) => new(key, at, new ConfigScalar(at, value, quoted: true));
        var empty = new ConfigMap(at, []);
        return new ConnectorDeclaration
        {
            Id = "model",
            Name = "A model",
            Kind = "model",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            Settings = new ConfigMap(at, [Entry("baseUrl", "http://system.test:8080/"), Entry("password", Password)]),
            Streams =
            [
                new StreamDeclaration
                {
                    Name = "cases",
                    Part = "case",
                    Key = ["no"],
                    CaseKey = "no",
                    Ignore = ["seen"],
                    Cursor = new CursorDeclaration { Field = "updated", Lookback = TimeSpan.FromMinutes(10) },
                    Deletions = deletions ? new DeletionDeclaration() : null,
                    Schedule = "* * * * *",
                    Mapping = "model/cases",
                    Node = empty,
                },
            ],
            Sink = new SinkDeclaration { Node = empty, Capabilities = new TargetCapabilities { OnUnknown = onUnknown, Withdraw = true } },
            Conformance = new ConformanceDeclaration { Skip = skip },
            Location = at,
        };
    }

    public ConformanceSubject Subject(params ConformanceSkip[] skip) => new(Declaration(skip: skip))
    {
        Source = (declaration, services) => new ModelSource(this, declaration, services),
        Target = (declaration, _) => new ModelTarget(this, declaration),
    };

    public ConformanceOptions Options => new()
    {
        Services = wrap => new ConnectorServices { Time = TimeProvider.System, Budget = wrap(new FreeBudget()), Http = new NoClients(), Signer = new MessageSigner() },
        Secrets = [Password],
        UnreachableWithin = TimeSpan.FromSeconds(1),
        CancelledWithin = TimeSpan.FromMilliseconds(200),
        Write = true,
        AddLate = (late, _) =>
        {
            var row = new ModelRow($"L{Rows.Count}", late.At);
            Rows.Add(row);
            return Task.FromResult<IReadOnlyList<string>>([row.Key]);
        },
        Content = item => System.Text.Encoding.UTF8.GetBytes($$"""{"caseId":"{{item.CaseId}}","version":{{item.Version}}}"""),
    };

    private sealed class FreeBudget : IRequestBudget, IDisposable
    {
        public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) => new(this);

        public void Dispose()
        {
        }
    }

    private sealed class NoClients : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => throw new NotSupportedException();
    }
}
