using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>The request of a stream: <c>request: { path, method, query, headers, body | form }</c>.</summary>
internal sealed record RequestSettings
{
    private static readonly string[] Names = ["cursor", "from", "to", "now", "page", "pageSize"];
    private static readonly string[] Times = ["cursor", "from", "to"];

    public required HttpMethod Method { get; init; }

    public required TemplateText Path { get; init; }

    public IReadOnlyList<KeyValuePair<string, TemplateText>> Query { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, TemplateText>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, TemplateText>> Form { get; init; } = [];

    public BodyTemplate? Body { get; init; }

    /// <summary>Every placeholder the request uses.</summary>
    public IEnumerable<string> Used => Path.Names
        .Concat(Query.Concat(Headers).Concat(Form).SelectMany(p => p.Value.Names))
        .Concat(Body?.Names ?? []);

    public static RequestSettings? Read(ConfigReader stream, bool hasCursor)
    {
        if (stream.Section("request") is not { } reader)
        {
            if (!stream.Has("request"))
            {
                stream.Problems.Error(stream.Map.Location, $"{stream.What}: 'request' is missing.", "Add 'request: { path: … }'.");
            }

            return null;
        }

        var method = reader.Choice("method", "GET", "POST");
        var settings = new RequestSettings
        {
            Method = new HttpMethod(method),
            Path = TemplateText.Parse(reader.RequiredText("path")),
            Query = Templates(reader, "query"),
            Headers = Templates(reader, "headers"),
            Form = Templates(reader, "form"),
            Body = reader.Node("body") is { } body ? new BodyTemplate(body) : null,
        };
        if (method == "GET" && (settings.Body is not null || settings.Form.Count > 0))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: a GET has no body.", "Write method: POST, or use query.");
        }

        if (settings.Body is not null && settings.Form.Count > 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: both 'body' and 'form' are given.", "Keep one of them.");
        }

        foreach (var name in settings.Used.Distinct())
        {
            if (!Names.Contains(name))
            {
                var nearest = NearestKey.Find(name, Names);
                reader.Problems.Error(
                    reader.Map.Location,
                    $"{reader.What}: unknown placeholder '{{{name}}}'.",
                    nearest is null ? $"Known: {string.Join(", ", Names.Select(n => $"{{{n}}}"))}." : $"Did you mean '{{{nearest}}}'?");
            }
            else if (!hasCursor && Times.Contains(name))
            {
                reader.Problems.Error(
                    reader.Map.Location, $"{reader.What}: '{{{name}}}' needs a cursor, and the stream declares none.", "Add 'cursor: { field, format }' to the stream.");
            }
        }

        reader.Finish();
        return settings;
    }

    private static List<KeyValuePair<string, TemplateText>> Templates(ConfigReader reader, string key) =>
        [.. reader.Pairs(key).Select(p => KeyValuePair.Create(p.Key, TemplateText.Parse(p.Value)))];
}
