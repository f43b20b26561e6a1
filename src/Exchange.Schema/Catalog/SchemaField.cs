namespace Exchange.Schema.Catalog;

/// <summary>A field of the shared schema.</summary>
public sealed class SchemaField
{
    /// <summary>The canonical path; fields of a list's items follow its name: <c>events.name</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The name in JSON.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required SchemaType Type { get; init; }

    /// <summary>The place in schema order over the whole schema, from 0.</summary>
    public required int Order { get; init; }

    /// <summary>The group or list it belongs to; <see langword="null"/> at the root.</summary>
    public SchemaField? Parent { get; init; }

    /// <summary>The fields of a group or of a list's items, in schema order.</summary>
    public IReadOnlyList<SchemaField> Children { get; internal set; } = [];

    /// <summary>Whether the part <c>case</c> must have it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is personal data.</summary>
    public bool Personal { get; init; }

    /// <summary>The most characters a text may have; <see langword="null"/> where there is no bound.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>The set of canonical words of a coded field; <see langword="null"/> for others.</summary>
    public string? CodeSet { get; init; }
}
