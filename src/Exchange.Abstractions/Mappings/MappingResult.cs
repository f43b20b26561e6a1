namespace Exchange.Abstractions.Mappings;

/// <summary>What a named operator made of a value.</summary>
public readonly record struct MappingResult
{
    /// <summary>The new value; <see langword="null"/> where there is none.</summary>
    public string? Value { get; private init; }

    /// <summary>What is wrong, without the value, or <see langword="null"/>.</summary>
    public string? Fault { get; private init; }

    /// <summary>A new value; <see langword="null"/> leaves the field empty.</summary>
    public static MappingResult Of(string? value) => new() { Value = value };

    /// <summary>A value that cannot be used; the record goes to quarantine with the reason <c>bad-format</c>.</summary>
    /// <param name="message">What is wrong, without the value: it may be personal data.</param>
    public static MappingResult Wrong(string message) => new() { Fault = message };
}
