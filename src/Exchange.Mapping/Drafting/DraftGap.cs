namespace Exchange.Mapping.Drafting;

/// <summary>What a draft leaves to a person.</summary>
/// <param name="Source">The field of the source, or the canonical field nothing was found for.</param>
/// <param name="Why">What is missing.</param>
public sealed record DraftGap(string Source, string Why);
