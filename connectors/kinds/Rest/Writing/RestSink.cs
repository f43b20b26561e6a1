using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>The sink of a connector of kind rest: how items are sent and how the answers are read.</summary>
internal sealed record RestSink
{
    public required HttpMethod Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The name of the list in the body, <c>$</c> for a bare list, or <see langword="null"/> where the item itself is the body.</summary>
    public string? Body { get; init; }

    /// <summary>How many items a request carries.</summary>
    public int Batch { get; init; } = 200;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The header that carries the idempotency key of a request.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The properties of an item that carry its key, version and operation.</summary>
    public required ItemStamp Stamp { get; init; }

    /// <summary>Whether the target honours a key, so that a request may be repeated.</summary>
    public bool Repeatable => KeyHeader is not null || Stamp.Key is not null;

    public ResultSettings? Results { get; init; }

    public KnownSettings? Known { get; init; }

    public ListSettings? List { get; init; }

    public static RestSink Read(SinkDeclaration sink, ProblemList problems)
    {
        var reader = new ConfigReader(sink.Node, "sink", problems);
        reader.Allow(SinkDeclaration.CommonKeys);
        if (!reader.Has("request"))
        {
            problems.Error(sink.Node.Location, "sink: 'request' is missing.", "Add 'request: { method: POST, path: …, body: items }'.");
        }

        var request = reader.Section("request");
        var body = request?.Text("body");
        var idempotency = reader.Section("idempotency");
        var settings = new RestSink
        {
            Method = new HttpMethod(request?.Choice("method", "POST", "PUT", "PATCH") ?? "POST"),
            Path = request?.RequiredText("path") ?? "",
            Body = body,
            Batch = request?.Integer("batch", body is null ? 1 : Math.Clamp(sink.Batch, 1, 10_000), 1, 10_000) ?? 1,
            Headers = request?.Pairs("headers") ?? [],
            KeyHeader = idempotency?.Text("header"),
            Stamp = new ItemStamp(idempotency?.Text("item"), idempotency?.Text("version"), idempotency?.Text("operation")),
            Results = ResultSettings.Read(reader.Section("results")),
            Known = KnownSettings.Read(reader.Section("known")),
            List = ListSettings.Read(reader.Section("listKeys")),
        };
        if (settings.Body is null && settings.Batch > 1)
        {
            problems.Error(
                request!.Node("batch")!.Location,
                $"{request.What}: 'batch' is {settings.Batch} and 'body' is missing, so the item itself is the body.",
                "Name the list of items with 'body: items' (or 'body: $' for a bare list), or set 'batch: 1'.");
        }

        CheckPath(settings, request);
        if (sink.Capabilities.OnUnknown == "ask" && settings.Known is null && settings.List is null)
        {
            problems.Error(
                sink.Node.Location, "sink: 'onUnknown: ask' needs a way to ask.", "Declare 'known' or 'listKeys', or choose upsertByKey or park.");
        }

        request?.Finish();
        idempotency?.Finish();
        reader.Finish();
        return settings;
    }

    private static void CheckPath(RestSink settings, ConfigReader? request)
    {
        foreach (var name in Requests.TemplateText.Parse(settings.Path).Names)
        {
            if (settings.Batch > 1 || name is not ("caseId" or "key" or "platformId" or "version"))
            {
                request!.Problems.Error(
                    request.Node("path")!.Location,
                    $"{request.What}: '{{{name}}}' cannot stand in the path here.",
                    "Requests of one item may use {caseId}, {key}, {platformId} and {version}; requests of several none.");
            }
        }
    }
}
