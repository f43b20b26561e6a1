namespace Exchange.Mapping;

/// <summary>What a mapping made of a record.</summary>
public sealed class MappingOutcome
{
    /// <summary>The content, UTF-8 JSON in schema order: the same input gives the same bytes. Empty where there are errors.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Everything that keeps the record from being used, all at once.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>What is worth a look; the record is usable.</summary>
    public IReadOnlyList<FieldError> Warnings { get; init; } = [];

    /// <summary>Whether the record is usable.</summary>
    public bool Ok => Errors.Count == 0;
}
