using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Pagination;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>How to list what a target holds: after the last key, or by any other pagination.</summary>
internal sealed record ListSettings
{
    public required RequestSettings Request { get; init; }

    public required PaginationSettings Pagination { get; init; }

    public int Limit { get; init; } = 1000;

    public required FieldPath Records { get; init; }

    public required FieldPath Key { get; init; }

    public required FieldPath Version { get; init; }

    public FieldPath? Digest { get; init; }

    public required FieldPath PlatformId { get; init; }

    public string Path => Request.Path.Text;

    public static ListSettings? Read(ConfigReader? reader, IReadOnlyCollection<string> named)
    {
        if (reader is null)
        {
            return null;
        }

        var request = RequestSettings.Read(reader);
        var key = reader.Path("key", "key");
        var settings = new ListSettings
        {
            Request = request,
            Pagination = reader.Has("pagination")
                ? PaginationSettings.Read(reader.Section("pagination"), request.Used.ToHashSet(), key.Text)
                : new PaginationSettings { Type = "keyset", Parameter = reader.Text("after") ?? "after", First = "", SizeParameter = reader.Text("limitParameter") ?? "limit", Next = key },
            Limit = reader.Integer("limit", 1000, 1, 100_000),
            Records = reader.Path("records", "$.items"),
            Key = key,
            Version = reader.Path("version", "version"),
            Digest = reader.Path("digest"),
            PlatformId = reader.Path("platformId", "platformId"),
        };
        Placeholders.Check(reader, request.Placeholders, ["page", "pageSize", .. RequestValues.Generated, .. named]);
        reader.Finish();
        return settings;
    }
}
