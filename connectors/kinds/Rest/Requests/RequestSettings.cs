using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>A request as a file describes it: <c>{ path, method, query, headers, body | form | xml, charset }</c>.</summary>
internal sealed record RequestSettings
{
    private static readonly string[] Times = ["cursor", "from", "to"];
    private static readonly string[] Paging = ["page", "pageSize"];

    public required HttpMethod Method { get; init; }

    public required TemplateText Path { get; init; }

    public IReadOnlyList<KeyValuePair<string, TemplateText>> Query { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, TemplateText>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, TemplateText>> Form { get; init; } = [];

    public BodyTemplate? Body { get; init; }

    public TemplateText? Xml { get; init; }

    public CharacterSet Characters { get; init; } = CharacterSet.Utf8;

    /// <summary>Every placeholder the request uses, as written.</summary>
    public IEnumerable<string> Placeholders => Path.Placeholders
        .Concat(Query.Concat(Headers).Concat(Form).SelectMany(p => p.Value.Placeholders))
        .Concat(Body?.Placeholders ?? [])
        .Concat(Xml?.Placeholders ?? []);

    /// <summary>The names of the placeholders the request uses.</summary>
    public IEnumerable<string> Used => Placeholders.Select(TemplateText.NameOf);

    /// <summary>Reads the request of a stream and checks its placeholders.</summary>
    public static RequestSettings? Read(ConfigReader stream, bool hasCursor, IReadOnlyCollection<string> named)
    {
        if (stream.Section("request") is not { } reader)
        {
            if (!stream.Has("request"))
            {
                stream.Problems.Error(stream.Map.Location, $"{stream.What}: 'request' is missing.", "Add 'request: { path: … }'.");
            }

            return null;
        }

        var settings = Read(reader);
        Requests.Placeholders.Check(reader, settings.Placeholders, [.. Times, .. Paging, .. RequestValues.Generated, .. named]);
        foreach (var name in settings.Used.Distinct().Where(n => !hasCursor && Times.Contains(n) && !named.Contains(n)))
        {
            reader.Problems.Error(
                reader.Map.Location, $"{reader.What}: '{{{name}}}' needs a cursor, and the stream declares none.", "Add 'cursor: { field, format }' to the stream.");
        }

        reader.Finish();
        return settings;
    }

    /// <summary>Reads a request; its placeholders are checked by the caller, which also finishes the reader.</summary>
    public static RequestSettings Read(ConfigReader reader, params ReadOnlySpan<string> methods)
    {
        var method = methods.IsEmpty ? reader.Choice("method", "GET", "POST") : reader.Choice("method", methods);
        var settings = new RequestSettings
        {
            Method = new HttpMethod(method),
            Path = TemplateText.Parse(reader.RequiredText("path")),
            Query = Templates(reader, "query"),
            Headers = Templates(reader, "headers"),
            Form = Templates(reader, "form"),
            Body = reader.Node("body") is { } body ? new BodyTemplate(body) : null,
            Xml = reader.Text("xml") is { } xml ? TemplateText.Parse(xml) : null,
            Characters = ReadCharacters(reader) ?? CharacterSet.Utf8,
        };
        var bodies = new[] { settings.Body is not null, settings.Form.Count > 0, settings.Xml is not null }.Count(b => b);
        if (method == "GET" && bodies > 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: a GET has no body.", "Write method: POST, or use query.");
        }

        if (bodies > 1)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: more than one of 'body', 'form' and 'xml' is given.", "Keep one of them.");
        }

        return settings;
    }

    /// <summary>Reads <c>charset</c>; <see langword="null"/> where it is missing or unknown (reported).</summary>
    public static CharacterSet? ReadCharacters(ConfigReader reader)
    {
        if (reader.Text("charset") is not { } name)
        {
            return null;
        }

        if (CharacterSet.Find(name) is { } found)
        {
            return found;
        }

        var nearest = NearestKey.Find(name, [.. CharacterSet.Names]);
        reader.Problems.Error(
            reader.Node("charset")!.Location, $"{reader.What}: 'charset' is '{name}'.", (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", CharacterSet.Names)}.");
        return null;
    }

    /// <summary>Templates by name.</summary>
    public static IReadOnlyList<KeyValuePair<string, TemplateText>> Templates(ConfigReader reader, string key) =>
        [.. reader.Pairs(key).Select(p => KeyValuePair.Create(p.Key, TemplateText.Parse(p.Value)))];
}
