namespace Exchange.Pipeline.Drift;

/// <summary>How a source departs from what was known of it. The numbers are stored.</summary>
public enum DriftKind
{
    /// <summary>A field that was never there.</summary>
    NewField = 0,

    /// <summary>A field that was always there is gone.</summary>
    MissingField = 1,

    /// <summary>A field holds another type of value.</summary>
    ChangedType = 2,

    /// <summary>A code that stands in no table.</summary>
    UnknownCode = 3,
}
