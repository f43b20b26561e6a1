using Exchange.Abstractions.Configuration;

namespace Exchange.Abstractions.Connectors;

/// <summary>A stream of a connector file: what every kind has, read; what belongs to the kind, in <see cref="Node"/>.</summary>
public sealed record StreamDeclaration
{
    /// <summary>The keys every stream may have; a kind allows these and reads its own.</summary>
    public static readonly string[] CommonKeys =
    [
        "name", "part", "key", "caseKey", "caseSystem", "deleteWhen", "ignore", "start", "schedule", "freshness", "mapping", "contract",
        "cursor", "batch", "exclude", "harmless", "deletions",
    ];

    /// <summary>The stream's name, unique in its system.</summary>
    public required string Name { get; init; }

    /// <summary>The part of a case its records are: <c>case</c>, <c>event</c>, <c>result</c> …</summary>
    public required string Part { get; init; }

    /// <summary>The fields (paths) that together are the source key.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The field (path) that holds the case key.</summary>
    public required string CaseKey { get; init; }

    /// <summary>Further fields (paths) of the case key, where one alone does not tell cases apart.</summary>
    public IReadOnlyList<string> MoreCaseKeys { get; init; } = [];

    /// <summary>The system whose case key the field holds; <see langword="null"/> for the stream's own (a payment or parcel service names the cases of others).</summary>
    public string? CaseSystem { get; init; }

    /// <summary>All fields that make the keys of a record.</summary>
    public IEnumerable<string> KeyFields => [.. Key, CaseKey, .. MoreCaseKeys];

    /// <summary>Field values that mark a record as a deletion; all must match.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> DeleteWhen { get; init; } = [];

    /// <summary>Field values that mark a record as outside the exchange (a declared filter); all must match.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Exclude { get; init; } = [];

    /// <summary>Fields (paths) left out of the digest of a record.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The cursor field and its bounds, where the stream has one.</summary>
    public CursorDeclaration? Cursor { get; init; }

    /// <summary>How keys missing from a complete read become deletions; <see langword="null"/> where they never do.</summary>
    public DeletionDeclaration? Deletions { get; init; }

    /// <summary>How far back the first load goes, as written, in the system's time zone; <see langword="null"/> for all.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>How many records a page or batch holds.</summary>
    public int Batch { get; init; } = 1000;

    /// <summary>When to pull: a cron expression of five fields in the system's time zone.</summary>
    public required string Schedule { get; init; }

    /// <summary>How long the stream may go without reaching the present before it is late.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The id of the mapping, <c>system/stream</c>.</summary>
    public required string Mapping { get; init; }

    /// <summary>What to do with drift: key → <c>warn</c> or <c>quarantine</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Contract { get; init; } = [];

    /// <summary>The whole node of the stream, for the kind's own keys.</summary>
    public required ConfigMap Node { get; init; }
}
