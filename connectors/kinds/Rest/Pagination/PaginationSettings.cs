using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Pagination;

/// <summary>How a stream's pages follow each other.</summary>
internal sealed record PaginationSettings
{
    /// <summary><c>none</c>, <c>token</c>, <c>page</c>, <c>offset</c> or <c>next</c>.</summary>
    public string Type { get; init; } = "none";

    /// <summary>The parameter that selects the page; <see langword="null"/> where the request uses <c>{page}</c>.</summary>
    public string? Parameter { get; init; }

    /// <summary>The parameter that tells the size of a page.</summary>
    public string? SizeParameter { get; init; }

    /// <summary>The number of the first page: 0 or 1.</summary>
    public int Start { get; init; } = 1;

    /// <summary>Where the next token or address stands in a reply.</summary>
    public FieldPath Next { get; init; } = FieldPath.Parse("$.next");

    /// <summary>Whether the parameters belong into the body instead of the query.</summary>
    public bool InBody { get; init; }

    public static PaginationSettings Read(ConfigReader? reader, bool usesPage)
    {
        if (reader is null)
        {
            return new PaginationSettings();
        }

        var type = reader.Choice("type", "none", "token", "page", "offset", "next");
        var settings = new PaginationSettings
        {
            Type = type,
            Parameter = type is "none" or "next" ? null : usesPage ? reader.Text("parameter") : reader.RequiredText("parameter"),
            SizeParameter = type is "none" or "next" ? null : reader.Text("sizeParameter"),
            Start = type == "page" ? reader.Integer("start", 1, 0, 1) : 0,
            InBody = type is not ("none" or "next") && reader.Choice("in", "query", "body") == "body",
            Next = type switch
            {
                "token" => Required(reader, "tokenPath"),
                "next" => Required(reader, "nextPath"),
                _ => FieldPath.Parse("$"),
            },
        };
        reader.Finish();
        return settings;
    }

    private static FieldPath Required(ConfigReader reader, string key)
    {
        reader.RequiredText(key);
        return ConfigPath.Read(reader, key, "$");
    }
}
