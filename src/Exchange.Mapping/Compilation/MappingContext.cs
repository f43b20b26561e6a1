using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Operators;
using Exchange.Mapping.Times;

namespace Exchange.Mapping.Compilation;

/// <summary>What all fields of a mapping share while it is compiled.</summary>
internal sealed class MappingContext
{
    public required string System { get; init; }

    public required bool Outbound { get; init; }

    /// <summary>The part of a case an inbound mapping makes; empty for an outbound one.</summary>
    public required string Part { get; init; }

    public required ZoneClock Zone { get; init; }

    public required NullWords Nulls { get; init; }

    public required CodeFiles Codes { get; init; }

    public required ProblemList Problems { get; init; }

    /// <summary>The code tables the mapping names.</summary>
    public SortedDictionary<string, CodeTable> UsedTables { get; } = new(StringComparer.Ordinal);

    /// <summary>The operators written in C# that the mapping uses, with their versions.</summary>
    public SortedDictionary<string, int> UsedOperators { get; } = new(StringComparer.Ordinal);

    /// <summary>The scopes, by frame.</summary>
    public List<ScopeBuilder> Scopes { get; } = [];
}
