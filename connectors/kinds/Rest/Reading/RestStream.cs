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
        var records = ConfigPath.Read(reader, "records", "$");
        var envelope = EnvelopeSettings.Read(reader.Section("envelope")) ?? settings.Envelope;
        var reply = ReplySettings.Read(reader) ?? settings.Reply;
        var window = WindowSettings.Read(reader.Section("window"), stream);
        var detail = DetailSettings.Read(reader.Section("detail"), named, envelope, reply);
        if (window.Step is not null && request is not null && !request.Used.Contains("to"))
        {
            problems.Error(reader.Node("window")!.Location, $"{reader.What}: 'window: step' is of no use where the request does not say '{{to}}'.", "Use {from} and {to} in the request.");
        }

        CheckPaths(stream, reader);
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

    private static void CheckPaths(StreamDeclaration stream, ConfigReader reader)
    {
        foreach (var path in stream.KeyFields.Concat(stream.DeleteWhen.Select(w => w.Key)).Concat(stream.Cursor is { } c ? [c.Field] : []))
        {
            if (!FieldPath.TryParse(path, out _))
            {
                reader.Problems.Error(reader.Map.Location, $"{reader.What}: '{path}' is no path to a field.", "Write names joined by dots: applicant.id.");
            }
        }

        if (stream.Cursor is { } cursor && !TimeText.IsFormat(cursor.Format))
        {
            reader.Problems.Error(
                reader.Node("cursor")?.Location ?? reader.Map.Location,
                $"{reader.What}: the cursor's format '{cursor.Format}' is no time format.",
                "Write a format such as yyyy-MM-dd HH:mm:ss, epochSeconds or epochMilliseconds.");
        }
    }
}
