namespace Exchange.Mapping.Values;

/// <summary>The value of a field, once mapped.</summary>
internal struct FieldValue
{
    public ValueKind Kind;
    public bool Flag;
    public string? Text;
    public decimal Number;
    public DateTimeOffset Time;
    public DateOnly Date;

    /// <summary>What came, for fields that keep it.</summary>
    public string? Raw;
}
