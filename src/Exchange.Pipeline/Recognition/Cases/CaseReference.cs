namespace Exchange.Pipeline.Recognition.Cases;

/// <summary>Which case of which system.</summary>
/// <param name="System">The id of the system.</param>
/// <param name="Key">What the case is called there, or the id the hub gave it.</param>
public readonly record struct CaseReference(string System, string Key) : IComparable<CaseReference>
{
    /// <inheritdoc/>
    public int CompareTo(CaseReference other) =>
        string.CompareOrdinal(System, other.System) is var order and not 0 ? order : string.CompareOrdinal(Key, other.Key);

    /// <inheritdoc/>
    public override string ToString() => $"{System}/{Key}";

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(CaseReference left, CaseReference right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(CaseReference left, CaseReference right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes before another or is the same.</summary>
    public static bool operator <=(CaseReference left, CaseReference right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after another or is the same.</summary>
    public static bool operator >=(CaseReference left, CaseReference right) => left.CompareTo(right) >= 0;
}
