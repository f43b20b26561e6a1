using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>How to list what a target holds, in the order of its keys.</summary>
internal sealed record ListSettings
{
    public required string Path { get; init; }

    /// <summary>The parameter that names the key to go on after.</summary>
    public string After { get; init; } = "after";

    public int Limit { get; init; } = 1000;

    /// <summary>The parameter that names how many to list.</summary>
    public string LimitParameter { get; init; } = "limit";

    public required FieldPath Records { get; init; }

    public required FieldPath Key { get; init; }

    public required FieldPath Version { get; init; }

    public FieldPath? Digest { get; init; }

    public required FieldPath PlatformId { get; init; }

    public static ListSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var settings = new ListSettings
        {
            Path = reader.RequiredText("path"),
            After = reader.Text("after") ?? "after",
            Limit = reader.Integer("limit", 1000, 1, 100_000),
            LimitParameter = reader.Text("limitParameter") ?? "limit",
            Records = ConfigPath.Read(reader, "records", "$.items"),
            Key = ConfigPath.Read(reader, "key", "key"),
            Version = ConfigPath.Read(reader, "version", "version"),
            Digest = ConfigPath.Find(reader, "digest"),
            PlatformId = ConfigPath.Read(reader, "platformId", "platformId"),
        };
        reader.Finish();
        return settings;
    }
}
