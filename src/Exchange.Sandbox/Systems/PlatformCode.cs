namespace Exchange.Sandbox.Systems;

/// <summary>What the platform must show for a canonical status.</summary>
internal static class PlatformCode
{
    /// <summary>The code of the platform; <see langword="null"/> for a state from which on the platform does not take a case.</summary>
    public static string? Of(string status) => status switch
    {
        "accepted" => "11",
        "in-process" or "decided" => "20",
        "suspended" => "21",
        "done" or "delivered" or "evaluated" => "90",
        "not-accepted" => "97",
        "withdrawn" => "98",
        "void" => "99",
        _ => null,
    };

    /// <summary>The fields that are certain of a case in a state; <see langword="null"/> where the platform does not take it.</summary>
    public static IReadOnlyDictionary<string, string>? Fields(string sourceNo, string itemCode, string applicant, string status)
        => Of(status) is { } code
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["SOURCE_NO"] = sourceNo, ["ITEM_CODE"] = itemCode, ["SQRMC"] = applicant, ["RUN_STATUS"] = code }
            : null;
}
