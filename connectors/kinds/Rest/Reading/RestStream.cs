using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Pagination;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>A stream of a connector of kind rest.</summary>
internal sealed record RestStream
{
    public required StreamDeclaration Declaration { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required RequestSettings Request { get; init; }

    public required PaginationSettings Pagination { get; init; }

    /// <summary>Where the list of records stands in a reply.</summary>
    public required FieldPath Records { get; init; }

    public required WindowSettings Window { get; init; }

    public required ReplySettings Reply { get; init; }

    /// <summary>The named values of templates: the system's, and the stream's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];

    public EnvelopeSettings? Envelope { get; init; }

    public DetailSettings? Detail { get; init; }

    public string Name => Declaration.Name;

    public static RestStream? Read(StreamDeclaration stream, ConnectorDeclaration connector, RestSettings settings, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        List<KeyValuePair<string, string>> values = [.. settings.Values, .. reader.Pairs("values")];
        var named = values.Select(v => v.Key).Distinct().ToList();
        var request = RequestSettings.Read(reader, stream.Cursor is not null, named);
        var pagination = PaginationSettings.Read(reader.Section("pagination"), request?.Used.ToHashSet() ?? [], FirstKey(stream));
        var records = reader.Path("records", "$");
        var envelope = EnvelopeSettings.Read(reader.Section("envelope")) ?? settings.Envelope;
        var reply = ReplySettings.Read(reader) ?? settings.Reply;
        var window = WindowSettings.Read(reader.Section("window"), stream);
        var detail = DetailSettings.Read(reader.Section("detail"), named, envelope, reply);
        if (window.Step is not null && request is not null && !request.Used.Contains("to"))
        {
            problems.Error(reader.Node("window")!.Location, $"{reader.What}: 'window: step' is of no use where the request does not say '{{to}}'.", "Use {from} and {to} in the request.");
        }

        StreamPaths.Check(stream, reader);
        reader.Finish();
        return request is null ? null : new RestStream
        {
            Declaration = stream,
            Zone = connector.TimeZone,
            Request = request,
            Pagination = pagination,
            Records = records,
            Window = window,
            Reply = reply,
            Values = values,
            Envelope = envelope,
            Detail = detail,
        };
    }

    private static string FirstKey(StreamDeclaration stream) => stream.Key is [var first, ..] && FieldPath.TryParse(first, out _) ? first : "$";
}
