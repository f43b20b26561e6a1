using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Pagination;

/// <summary>How a stream's pages follow each other, and how their end is told.</summary>
internal sealed record PaginationSettings
{
    /// <summary><c>none</c>, <c>token</c>, <c>page</c>, <c>offset</c>, <c>keyset</c>, <c>next</c> or <c>link</c>.</summary>
    public string Type { get; init; } = "none";

    /// <summary>The parameter that selects the page; <see langword="null"/> where the request uses <c>{page}</c>.</summary>
    public string? Parameter { get; init; }

    /// <summary>The parameter that tells the size of a page.</summary>
    public string? SizeParameter { get; init; }

    /// <summary>Whether the request says how large a page should be.</summary>
    public bool AsksSize { get; init; }

    /// <summary>The number of the first page: 0 or 1.</summary>
    public int Start { get; init; } = 1;

    /// <summary>Where the next token or address stands in a reply, or the key in its last record.</summary>
    public FieldPath Next { get; init; } = FieldPath.Parse("$.next");

    /// <summary>What selects the first page of a keyset; <see langword="null"/> to leave the parameter out.</summary>
    public string? First { get; init; }

    /// <summary>Whether the parameters belong into the body instead of the query.</summary>
    public bool InBody { get; init; }

    /// <summary>Where a reply says how many records there are in all, as a number or a text.</summary>
    public FieldPath? Total { get; init; }

    /// <summary>Where a reply says whether there are more.</summary>
    public FieldPath? HasMore { get; init; }

    /// <summary>The values of <see cref="HasMore"/> that mean yes.</summary>
    public IReadOnlyList<string> More { get; init; } = ["true", "1", "Y", "y", "yes"];

    /// <summary>Whether a page shorter than the ones before is the last.</summary>
    public bool EndsShort { get; init; }

    /// <summary>How many pages a read may have. Default 100 000.</summary>
    public int MaximumPages { get; init; } = 100_000;

    /// <summary>Whether pages are counted, so that one that was there before is the end.</summary>
    public bool Counts => Type is "page" or "offset";

    public static PaginationSettings Read(ConfigReader? reader, IReadOnlyCollection<string> used, string key = "$")
    {
        if (reader is null)
        {
            return new PaginationSettings();
        }

        var type = reader.Choice("type", "none", "token", "page", "offset", "keyset", "next", "link");
        var selects = type is not ("none" or "next" or "link");
        var size = selects ? reader.Text("sizeParameter") : null;
        var more = reader.Texts("more");
        var settings = new PaginationSettings
        {
            Type = type,
            Parameter = !selects ? null : used.Contains("page") ? reader.Text("parameter") : reader.RequiredText("parameter"),
            SizeParameter = size,
            AsksSize = size is not null || used.Contains("pageSize"),
            Start = type == "page" ? reader.Integer("start", 1, 0, 1) : 0,
            First = type == "keyset" ? reader.Text("first") : null,
            InBody = selects && reader.Choice("in", "query", "body") == "body",
            Total = reader.Path("totalPath"),
            HasMore = reader.Path("hasMorePath"),
            More = more.Count == 0 ? ["true", "1", "Y", "y", "yes"] : more,
            EndsShort = reader.Flag("endsAtShortPage", false),
            MaximumPages = reader.Integer("maximumPages", 100_000, 1, 100_000_000),
            Next = type switch
            {
                "token" => Required(reader, "tokenPath"),
                "next" => Required(reader, "nextPath"),
                "keyset" => reader.Path("keyField", key),
                _ => FieldPath.Parse("$"),
            },
        };
        if (reader.Text("type") is { } written && written != type)
        {
            // The type is wrong, not what belongs to it.
            reader.Allow("parameter", "sizeParameter", "start", "first", "in", "tokenPath", "nextPath", "keyField");
        }

        reader.Finish();
        return settings;
    }

    private static FieldPath Required(ConfigReader reader, string key)
    {
        reader.RequiredText(key);
        return reader.Path(key, "$");
    }
}
