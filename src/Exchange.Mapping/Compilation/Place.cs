using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Compilation;

/// <summary>Where a field of a mapping goes.</summary>
internal sealed class Place
{
    /// <summary>The canonical path, or the target's name.</summary>
    public required string Path { get; init; }

    /// <summary>The field of the shared schema; <see langword="null"/> for outbound mappings.</summary>
    public required SchemaField? Field { get; init; }

    /// <summary>The groups from the scope's root to the place, then the place itself.</summary>
    public required IReadOnlyList<(string Name, int Order, bool AsList)> Steps { get; init; }

    /// <summary>How many of the steps lead to the group that keeps what came.</summary>
    public int RawDepth { get; init; }
}
