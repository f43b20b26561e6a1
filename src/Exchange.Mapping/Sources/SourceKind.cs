namespace Exchange.Mapping.Sources;

/// <summary>What stands at a path of a source record.</summary>
internal enum SourceKind : byte
{
    Missing,
    Null,
    Text,
    Number,
    True,
    False,
    Object,
    Array,
}
