namespace Exchange.Mapping.Drafting.Lexicon;

/// <summary>Which field a sequence of concepts means in a part.</summary>
/// <param name="Part">The part of a case, or <c>list</c> for names of lists.</param>
/// <param name="Target">The field within the part.</param>
/// <param name="Shape">What its values look like.</param>
/// <param name="Weight">How sure the rule is, from 0 to 1.</param>
/// <param name="Needs">A field that must be found too; with <c>!</c> before it, one that must not.</param>
internal sealed record DraftRule(string Part, string Target, string Shape, double Weight, string Needs);
