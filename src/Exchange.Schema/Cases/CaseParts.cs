namespace Exchange.Schema.Cases;

/// <summary>The parts of a case a source record can be, and where each lies in the document of a case.</summary>
public static class CaseParts
{
    /// <summary>The whole case or its head.</summary>
    public const string Case = "case";

    /// <summary>One step of handling.</summary>
    public const string Event = "event";

    /// <summary>One pause.</summary>
    public const string Pause = "pause";

    /// <summary>One material.</summary>
    public const string Material = "material";

    /// <summary>The result.</summary>
    public const string Result = "result";

    /// <summary>One licence.</summary>
    public const string Licence = "licence";

    /// <summary>One delivery.</summary>
    public const string Delivery = "delivery";

    /// <summary>One fee.</summary>
    public const string Fee = "fee";

    /// <summary>One evaluation.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>One alert of supervision.</summary>
    public const string Alert = "alert";

    /// <summary>One case below.</summary>
    public const string Child = "child";

    /// <summary>One party.</summary>
    public const string Party = "party";

    /// <summary>Every part a mapping can produce.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Case, Event, Pause, Material, Result, Licence, Delivery, Fee, Evaluation, Alert, Child, Party];

    /// <summary>The path of the part in a case: empty for the case itself; <see langword="null"/> for an unknown part.</summary>
    public static string? PathOf(string part) => part switch
    {
        Case => "",
        Event => "events",
        Pause => "pauses",
        Material => "materials",
        Result => "result",
        Licence => "licences",
        Delivery => "deliveries",
        Fee => "fees",
        Evaluation => "evaluations",
        Alert => "alerts",
        Child => "children",
        Party => "parties",
        _ => null,
    };
}
