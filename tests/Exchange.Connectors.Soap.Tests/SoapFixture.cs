using System.Text;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Soap.Tests;

/// <summary>A service, and connectors to it.</summary>
public abstract class SoapFixture : IAsyncLifetime
{
    // As the hub's own: no cookies and no redirects behind the connector's back.
    private readonly SocketsHttpHandler _handler = new() { UseCookies = false, AllowAutoRedirect = false };
    private FakeServer _server = null!;

    internal FakeService Service { get; } = new() { Answer = (_, _, _) => FakeService.Fault("soapenv:Client", "nobody said what to answer") };

    public async Task InitializeAsync() => _server = await FakeServer.StartAsync(Service.AnswerAsync);

    public async Task DisposeAsync()
    {
        _handler.Dispose();
        await _server.DisposeAsync();
    }

    internal ISourceConnector Source(string stream, string settings = "") => new SoapKind().CreateSource(Declarations.Parse(Yaml(stream, settings)), Declarations.Services(handler: _handler));

    internal ITargetConnector Target(string sink, string settings = "") => new SoapKind().CreateTarget(
        Declarations.Parse($"{Head(settings)}\nsink:\n{Indent(sink, 2)}"), Declarations.Services(handler: _handler));

    internal static async Task<List<SourcePage>> PagesAsync(ISourceConnector source, ReadRequest? request = null)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request ?? new ReadRequest("cases"), default))
        {
            // The bytes of a record are the page's own.
            pages.Add(page with { Records = [.. page.Records.Select(Copy)] });
        }

        return pages;
    }

    internal static List<SourceRecord> Records(IEnumerable<SourcePage> pages) => [.. pages.SelectMany(p => p.Records)];

    internal static List<string?> Keys(IEnumerable<SourcePage> pages) => [.. Records(pages).Select(r => r.SourceKey)];

    internal static string Json(SourceRecord record) => Encoding.UTF8.GetString(record.Json.Span);

    private static SourceRecord Copy(SourceRecord r) => new()
    {
        SourceKey = r.SourceKey, CaseKey = r.CaseKey, Version = r.Version, Operation = r.Operation, Json = r.Json.ToArray(), Fault = r.Fault,
    };

    private string Yaml(string stream, string settings) => $"{Head(settings)}\nstreams:\n  - name: cases\n{Indent(stream, 4)}";

    private string Head(string settings) => $"id: ws\nkind: soap\nsettings:\n  url: \"{_server.Url}/services/Cases\"\n  namespace: urn:cases\n{Indent(settings, 2)}";

    private static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(l => new string(' ', by) + l));
}
