using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Rest.Replies;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>The sink of a connector of kind rest: how items are sent and how the answers are read.</summary>
internal sealed record RestSink
{
    /// <summary>The request that writes items.</summary>
    public required SinkWrite Write { get; init; }

    /// <summary>The request for items whose id the target has told; <see langword="null"/> for the same.</summary>
    public SinkWrite? Update { get; init; }

    /// <summary>The request that withdraws; <see langword="null"/> for the same with its operation.</summary>
    public SinkWrite? Withdraw { get; init; }

    /// <summary>The named values of templates: the system's, and the sink's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];

    /// <summary>The header that carries the idempotency key of a request.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The properties of an item that carry its key, version and operation.</summary>
    public required ItemStamp Stamp { get; init; }

    /// <summary>Whether the target honours a key, so that a request may be repeated.</summary>
    public bool Repeatable => KeyHeader is not null || Stamp.Key is not null;

    public required ReplySettings Reply { get; init; }

    public EnvelopeSettings? Envelope { get; init; }

    public ResultSettings? Results { get; init; }

    public PollSettings? Poll { get; init; }

    public KnownSettings? Known { get; init; }

    public ListSettings? List { get; init; }

    public static RestSink Read(SinkDeclaration sink, RestSettings connector, ProblemList problems)
    {
        var reader = new ConfigReader(sink.Node, "sink", problems);
        reader.Allow(SinkDeclaration.CommonKeys);
        if (!reader.Has("request"))
        {
            problems.Error(sink.Node.Location, "sink: 'request' is missing.", "Add 'request: { method: POST, path: …, body: items }'.");
        }

        List<KeyValuePair<string, string>> values = [.. connector.Values, .. reader.Pairs("values")];
        var named = values.Select(v => v.Key).Distinct().ToList();
        var idempotency = reader.Section("idempotency");
        var settings = new RestSink
        {
            Write = SinkWrite.Read(reader, "request", sink.Batch, named) ?? new SinkWrite { Request = new() { Method = HttpMethod.Post, Path = Requests.TemplateText.Parse("") } },
            Update = SinkWrite.Read(reader, "update", sink.Batch, named),
            Withdraw = SinkWrite.Read(reader, "withdraw", sink.Batch, named),
            Values = values,
            KeyHeader = idempotency?.Text("header"),
            Stamp = new ItemStamp(idempotency?.Text("item"), idempotency?.Text("version"), idempotency?.Text("operation")),
            Reply = ReplySettings.Read(reader) ?? connector.Reply,
            Envelope = EnvelopeSettings.Read(reader.Section("envelope")) ?? connector.Envelope,
            Results = ResultSettings.Read(reader.Section("results")),
            Poll = PollSettings.Read(reader.Section("poll"), named),
            Known = KnownSettings.Read(reader.Section("known"), named),
            List = ListSettings.Read(reader.Section("listKeys"), named),
        };
        if (settings.Poll is not null && (settings.Write.Batch > 1 || settings.Results is null))
        {
            problems.Error(
                reader.Node("poll")!.Location, "sink: 'poll' needs requests of one item, and 'results' that tell its id.", "Set 'request: batch: 1' and 'results: { code: …, platformId: … }'.");
        }

        if (sink.Capabilities.OnUnknown == "ask" && settings.Known is null && settings.List is null && settings.Poll is null)
        {
            problems.Error(
                sink.Node.Location, "sink: 'onUnknown: ask' needs a way to ask.", "Declare 'known' or 'listKeys', or choose upsertByKey or park.");
        }

        idempotency?.Finish();
        reader.Finish();
        return settings;
    }

    /// <summary>The request that writes an item.</summary>
    public SinkWrite Of(DeliveryItem item) =>
        item.Operation == Abstractions.Sources.RecordOperation.Delete ? Withdraw ?? Write
        : item.PlatformId is not null ? Update ?? Write
        : Write;
}
