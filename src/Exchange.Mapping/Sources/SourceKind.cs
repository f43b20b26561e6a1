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

    /// <summary>A piece of a text, or an item that is a single value: the frame holds it.</summary>
    Piece,
}
