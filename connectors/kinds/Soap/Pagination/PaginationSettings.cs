using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Pagination;

/// <summary>How a stream's pages follow each other.</summary>
internal sealed record PaginationSettings
{
    /// <summary><c>none</c>, <c>page</c>, <c>offset</c> or <c>keyset</c>.</summary>
    public string Type { get; init; } = "none";

    /// <summary>The number of the first page, or of the first record.</summary>
    public int Start { get; init; } = 1;

    /// <summary>The field of the last record that the next page begins after.</summary>
    public FieldPath? Field { get; init; }

    /// <summary>What <c>{after}</c> is on the first page.</summary>
    public string First { get; init; } = "";

    /// <summary>Where the result tells how many records there are.</summary>
    public FieldPath? Total { get; init; }

    public static PaginationSettings Read(ConfigReader? reader, CallSettingsUse use)
    {
        var type = reader?.Choice("type", "none", "page", "offset", "keyset") ?? "none";
        if (reader is not null && type == "keyset" && !reader.Has("field"))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'field' is missing.", "Add 'field:', the field whose last value the next page begins after.");
        }

        var settings = reader is null ? new PaginationSettings() : new PaginationSettings
        {
            Type = type,
            Start = reader.Integer("start", type == "page" ? 1 : 0, 0, 1),
            Field = type == "keyset" ? reader.Path("field") : null,
            First = type == "keyset" ? reader.Text("first") ?? "" : "",
            Total = type is "page" or "offset" ? reader.Path("total") : null,
        };
        reader?.Finish();
        foreach (var (kind, placeholder) in new[] { ("page", "page"), ("offset", "offset"), ("keyset", "after") })
        {
            if (use.Uses(placeholder) != (settings.Type == kind) && use.IsKnown)
            {
                use.Reader.Problems.Error(
                    reader?.Map.Location ?? use.Reader.Map.Location,
                    settings.Type == kind ? $"{use.Reader.What}: pages of type '{kind}' are never asked for: the call has no {{{placeholder}}}." : $"{use.Reader.What}: the call has {{{placeholder}}} and 'pagination' is not of type '{kind}'.",
                    settings.Type == kind ? $"Put {{{placeholder}}} into a parameter." : $"Add 'pagination: {{ type: {kind} }}'.");
            }
        }

        return settings;
    }
}
