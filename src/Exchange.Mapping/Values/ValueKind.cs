namespace Exchange.Mapping.Values;

/// <summary>What a field holds while it is being mapped.</summary>
internal enum ValueKind : byte
{
    /// <summary>Nothing.</summary>
    None,
    Text,
    Number,
    Flag,
    Time,
    Date,
}
