namespace Exchange.Mapping.Drafting.Writing;

/// <summary>How the codes of a field become canonical words.</summary>
/// <param name="Table">The code table to name; <see langword="null"/> where no meaning is known at all.</param>
/// <param name="Known">Rows whose meaning is plain: raw, canonical, label.</param>
/// <param name="Open">Codes without a meaning, with what stood beside them.</param>
/// <param name="Note">What to say about it.</param>
internal sealed record CodeProposal(string? Table, IReadOnlyList<(string Raw, string Canonical, string Label)> Known, IReadOnlyList<(string Raw, string Label)> Open, string Note);
