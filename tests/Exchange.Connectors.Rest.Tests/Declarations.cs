using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Http;
using Exchange.Mapping.Yaml;
using Exchange.Security.Signing;

namespace Exchange.Connectors.Tests;

/// <summary>Makes declarations from YAML texts, as far as the tests of the kinds need them.</summary>
internal static class Declarations
{
    public static ConnectorDeclaration Parse(string yaml)
    {
        var problems = new ProblemList();
        var root = YamlFile.Parse(yaml, "connector.yaml", problems);
        Assert.Empty(problems.Items);
        var reader = new ConfigReader(root!, "connector", problems);
        return new ConnectorDeclaration
        {
            Id = reader.Text("id") ?? "system",
            Name = "A system",
            Kind = reader.Text("kind") ?? "",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(reader.Text("timeZone") ?? "Asia/Shanghai"),
            Settings = reader.Section("settings")!.Map,
            Streams = [.. reader.Sections("streams").Select(Stream)],
            Sink = reader.Section("sink") is { } sink ? Sink(sink) : null,
            Location = root!.Location,
        };
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Exchange.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    /// <summary>The problems a kind finds in a connector file of the repository.</summary>
    public static IReadOnlyList<Problem> Check(IConnectorKind kind, string id)
    {
        var problems = new ProblemList();
        kind.Validate(Parse(File.ReadAllText(Path.Combine(Root(), "connectors", "systems", id, "connector.yaml"))), problems);
        return problems.Items;
    }

    public static ConnectorServices Services(TimeProvider? time = null, HttpMessageHandler? handler = null, IRequestBudget? budget = null, TimeSpan? timeout = null) => new()
    {
        Time = time ?? TimeProvider.System,
        Budget = budget ?? new NoBudget(),
        Http = new PlainClients(handler, timeout ?? TimeSpan.FromSeconds(20)),
        Signer = new MessageSigner(),
    };

    private static StreamDeclaration Stream(ConfigReader reader) => new()
    {
        Name = reader.Text("name")!,
        Part = reader.Text("part") ?? "case",
        Key = reader.Texts("key"),
        CaseKey = reader.Text("caseKey")!,
        DeleteWhen = reader.Pairs("deleteWhen"),
        Cursor = reader.Section("cursor") is { } cursor ? Cursor(cursor) : null,
        Start = reader.Text("start") is { } start ? DateTimeOffset.Parse(start + "T00:00:00+08:00", CultureInfo.InvariantCulture) : null,
        Batch = reader.Integer("batch", 1000, 1, 100_000),
        Deletions = reader.Section("deletions") is null ? null : new DeletionDeclaration(),
        Schedule = "* * * * *",
        Mapping = "system/stream",
        Node = reader.Map,
    };

    private static CursorDeclaration Cursor(ConfigReader reader) => new()
    {
        Field = reader.Text("field")!,
        Format = reader.Text("format") ?? "yyyy-MM-dd HH:mm:ss",
        Lookback = reader.Duration("lookback", TimeSpan.Zero),
        Settle = reader.Duration("settle", TimeSpan.Zero),
    };

    private static SinkDeclaration Sink(ConfigReader reader) => new()
    {
        Batch = reader.Integer("batch", 200, 1, 10_000),
        Capabilities = new TargetCapabilities { OnUnknown = reader.Section("capabilities")?.Text("onUnknown") ?? "park" },
        Node = reader.Map,
    };

    private sealed class NoBudget : IRequestBudget, IDisposable
    {
        public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) => new(this);

        public void Dispose()
        {
        }
    }

    private sealed class PlainClients(HttpMessageHandler? handler, TimeSpan timeout) : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = System.Net.DecompressionMethods.All, UseProxy = false, UseCookies = false }, disposeHandler: handler is null)
        {
            BaseAddress = baseAddress,
            Timeout = timeout,
        };
    }
}
