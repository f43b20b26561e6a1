using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>How to ask a target which keys it knows.</summary>
internal sealed record KnownSettings
{
    public required string Path { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>The name of the list of keys in the body.</summary>
    public string Body { get; init; } = "keys";

    public required FieldPath Records { get; init; }

    public required FieldPath Key { get; init; }

    public FieldPath? Version { get; init; }

    public FieldPath? PlatformId { get; init; }

    public static KnownSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var settings = new KnownSettings
        {
            Path = reader.RequiredText("path"),
            Method = new HttpMethod(reader.Choice("method", "POST", "PUT")),
            Body = reader.Text("body") ?? "keys",
            Records = ConfigPath.Read(reader, "records", "$.known"),
            Key = ConfigPath.Read(reader, "key", "key"),
            Version = ConfigPath.Find(reader, "version"),
            PlatformId = ConfigPath.Find(reader, "platformId"),
        };
        reader.Finish();
        return settings;
    }
}
