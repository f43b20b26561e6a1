using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>How to ask a target which keys it knows: by a list of keys, or (method GET) one by one.</summary>
internal sealed record KnownSettings
{
    public required RequestSettings Request { get; init; }

    /// <summary>The name of the list of keys in the body.</summary>
    public string Body { get; init; } = "keys";

    public required FieldPath Records { get; init; }

    public required FieldPath Key { get; init; }

    public FieldPath? Version { get; init; }

    public FieldPath? PlatformId { get; init; }

    /// <summary>The HTTP statuses and codes that mean an item is not known (one by one).</summary>
    public IReadOnlyList<string> Missing { get; init; } = ["404", "410"];

    public string Path => Request.Path.Text;

    /// <summary>Whether each item is asked for by itself.</summary>
    public bool OneByOne => Request.Method == HttpMethod.Get;

    public static KnownSettings? Read(ConfigReader? reader, IReadOnlyCollection<string> named)
    {
        if (reader is null)
        {
            return null;
        }

        var request = RequestSettings.Read(reader, "POST", "PUT", "GET") with { Body = null };
        var one = request.Method == HttpMethod.Get;
        var settings = new KnownSettings
        {
            Request = request,
            Body = reader.Text("body") ?? "keys",
            Records = reader.Path(one ? "record" : "records", one ? "$" : "$.known"),
            Key = reader.Path("key", "key"),
            Version = reader.Path("version"),
            PlatformId = reader.Path("platformId"),
            Missing = one && reader.Texts("missing") is { Count: > 0 } missing ? missing : ["404", "410"],
        };
        Placeholders.Check(
            reader, request.Placeholders.Where(p => !one || !p.StartsWith("item.", StringComparison.Ordinal)), [.. RequestValues.Generated, .. one ? SinkWrite.OfItem : [], .. named]);
        reader.Finish();
        return settings;
    }
}
