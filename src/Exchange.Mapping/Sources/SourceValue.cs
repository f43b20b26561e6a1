namespace Exchange.Mapping.Sources;

/// <summary>Where a value stands in the bytes of a record; decoded only when a field asks for it.</summary>
internal readonly record struct SourceValue(SourceKind Kind, bool Escaped, int Start, int Length);
