namespace Exchange.Abstractions.Connectors;

/// <summary>The names of the checks that <c>connector test</c> runs; a connector file names them where it leaves one out.</summary>
public static class ConformanceChecks
{
    /// <summary>The checks of a system that is read, in the order they run.</summary>
    public static IReadOnlyList<string> OfSources { get; } =
    [
        "check-ok", "wrong-credentials", "unreachable", "discover", "keys", "full-read-twice", "look-back", "far-future", "page-edge",
        "late-rows", "resume", "complete-listing", "acknowledge", "budget", "secrets",
    ];

    /// <summary>The checks of a target, in the order they run.</summary>
    public static IReadOnlyList<string> OfTargets { get; } =
    [
        "target-check-ok", "target-wrong-credentials", "target-unreachable", "list-keys", "ask-unknown", "per-record-results", "repeat", "restart",
        "older-version", "on-unknown", "target-secrets",
    ];

    /// <summary>All checks.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfSources, .. OfTargets];
}
