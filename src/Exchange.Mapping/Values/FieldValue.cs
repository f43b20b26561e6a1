using System.Globalization;

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

    /// <summary>The value as it would be written as text; <see langword="null"/> where there is none.</summary>
    public readonly string? AsText() => Kind switch
    {
        ValueKind.Text => Text,
        ValueKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Flag => Flag ? "true" : "false",
        ValueKind.Time => Time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        ValueKind.Date => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => null,
    };
}
