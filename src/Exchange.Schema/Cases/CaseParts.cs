namespace Exchange.Schema.Cases;

/// <summary>The parts of a case a source record can be, and where each lies in the document of a case.</summary>
public static class CaseParts
{
    /// <summary>The whole case or its head.</summary>
    public const string Case = "case";

    /// <summary>One step of handling.</summary>
    public const string Event = "event";

    /// <summary>One material.</summary>
    public const string Material = "material";

    /// <summary>The result.</summary>
    public const string Result = "result";

    /// <summary>Every part a mapping can produce.</summary>
    public static IReadOnlyList<string> All { get; } = [Case, Event, Material, Result];

    /// <summary>The path of the part in a case: empty for the case itself; <see langword="null"/> for an unknown part.</summary>
    public static string? PathOf(string part) => part switch
    {
        Case => "",
        Event => "events",
        Material => "materials",
        Result => "result",
        _ => null,
    };
}
