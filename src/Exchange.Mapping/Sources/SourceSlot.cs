namespace Exchange.Mapping.Sources;

/// <summary>A path of a mapping, resolved to the frame and slot its value is put into.</summary>
internal readonly record struct SourceSlot(int Frame, int Index, string Path);
