using System.Collections.Concurrent;
using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>A system written by a test: what it was asked, and what a connector file makes of its answers.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly FakeServer _server;

    private Scene(FakeServer server, ConcurrentQueue<Asked> asked)
    {
        _server = server;
        Queue = asked;
    }

    private ConcurrentQueue<Asked> Queue { get; }

    public IReadOnlyList<Asked> Asked => [.. Queue];

    public string Url => _server.Url;

    public static Task<Scene> StartAsync(Func<Asked, string> answer) =>
        StartAsync((asked, context) => FakeHall.WriteAsync(context, answer(asked)));

    public static async Task<Scene> StartAsync(Func<Asked, HttpContext, Task> answer)
    {
        var queue = new ConcurrentQueue<Asked>();
        var server = await FakeServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var asked = new Asked(
                queue.Count + 1, context.Request.Method, context.Request.Path.Value!, context.Request.QueryString.Value!, context.Request.Query,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray(), context.Request.ContentType);
            queue.Enqueue(asked);
            await answer(asked, context);
        });
        return new Scene(server, queue);
    }

    public async Task<IReadOnlyList<ReadPage>> ReadAsync(string yaml, ReadRequest? request = null)
    {
        await using var source = new RestKind().CreateSource(Valid(yaml), Declarations.Services());
        var pages = new List<ReadPage>();
        await foreach (var page in source.ReadAsync(request ?? new ReadRequest("s"), default))
        {
            pages.Add(new ReadPage(page, [.. page.Records.Select(r => Encoding.UTF8.GetString(r.Json.Span))]));
        }

        return pages;
    }

    public async Task<IReadOnlyList<string?>> KeysAsync(string yaml, ReadRequest? request = null) =>
        [.. (await ReadAsync(yaml, request)).SelectMany(p => p.Page.Records).Select(r => r.SourceKey)];

    public ITargetConnector Target(string yaml) => new RestKind().CreateTarget(Valid(yaml), Declarations.Services());

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(string yaml, params DeliveryItem[] items)
    {
        await using var target = Target(yaml);
        return await target.WriteAsync(items, default);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A file with one stream <c>s</c>: its settings and the stream's own keys, indented by 2 and 4.</summary>
    public static string Stream(string settings, string stream, string key = "id") => $"""
        kind: rest
        settings:
          baseUrl: "URL"
        {Indent(settings, 2)}
        streams:
          - name: s
            key: [{key}]
            caseKey: {key}
            batch: 100
        {Indent(stream, 4)}
        """;

    public static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(l => new string(' ', by) + l));

    private Abstractions.Connectors.ConnectorDeclaration Valid(string yaml)
    {
        var declaration = Declarations.Parse(yaml.Replace("URL", _server.Url));
        var problems = new ProblemList();
        new RestKind().Validate(declaration, problems);
        Assert.Empty(problems.Items.Select(p => $"{p.Location} {p.Message} {p.Remedy}"));
        return declaration;
    }
}
