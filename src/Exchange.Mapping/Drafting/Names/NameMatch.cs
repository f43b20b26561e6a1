using Exchange.Mapping.Drafting.Lexicon;

namespace Exchange.Mapping.Drafting.Names;

/// <summary>A rule that a name fits.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Quality">How plainly the name says so, from 0 to 1.</param>
/// <param name="Reason">The terms it was read as.</param>
internal sealed record NameMatch(DraftRule Rule, double Quality, string Reason);
