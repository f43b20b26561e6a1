namespace Exchange.Mapping.Drafting.Lexicon;

/// <summary>A notion of the domain and every way to write it.</summary>
/// <param name="Id">Its name in the rules.</param>
/// <param name="Forms">The ways to write it.</param>
internal sealed record Concept(string Id, IReadOnlyList<TermForm> Forms);
