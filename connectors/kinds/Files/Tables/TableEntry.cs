using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Files.Tables;

/// <summary>What is known of a row besides its JSON.</summary>
internal readonly record struct TableEntry
{
    public string? Key { get; init; }

    public string? CaseKey { get; init; }

    public DateTimeOffset? Version { get; init; }

    public bool VersionUnreadable { get; init; }

    public bool Deletes { get; init; }

    public int Start { get; init; }

    public int Length { get; init; }

    public RecordFault? Fault { get; init; }
}
