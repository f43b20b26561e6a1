namespace Exchange.Pipeline.Connectors.Reference;

/// <summary>An option of a connector kind, as its schema describes it.</summary>
/// <param name="Path">Where it stands in its section: <c>auth.type</c>, <c>columns[].name</c>.</param>
/// <param name="Type">What may be written.</param>
/// <param name="Required">Whether it must be there where its parent is.</param>
/// <param name="Default">What holds without it; <see langword="null"/> where nothing is said.</param>
/// <param name="Meaning">What it is for.</param>
public sealed record KindOption(string Path, string Type, bool Required, string? Default, string Meaning);
