namespace Exchange.Mapping;

/// <summary>Why a field of a record is not usable.</summary>
public static class FieldReasons
{
    /// <summary>A required field is empty.</summary>
    public const string Missing = "missing";

    /// <summary>A code that stands in no code table.</summary>
    public const string UnmappedCode = "unmapped-code";

    /// <summary>Written in none of the declared ways.</summary>
    public const string BadFormat = "bad-format";

    /// <summary>An identifier whose check fails.</summary>
    public const string BadCheck = "bad-check";

    /// <summary>Outside what is possible.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>Longer than the schema allows.</summary>
    public const string TooLong = "too-long";

    /// <summary>An object where a text is expected, and the like.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>Two fields that cannot both be right.</summary>
    public const string Contradiction = "contradiction";

    /// <summary>Not JSON, or text that is not Unicode.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>The source has changed its shape.</summary>
    public const string Drift = "drift";

    /// <summary>Every reason a mapping can give.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Missing, UnmappedCode, BadFormat, BadCheck, OutOfRange, TooLong, WrongType, Contradiction, Undecodable, Drift];
}
