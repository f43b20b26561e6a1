namespace Exchange.Mapping.Drafting.Lexicon;

/// <summary>One way to write a concept.</summary>
/// <param name="Text">Lower case, without separators.</param>
/// <param name="Script">How it is written.</param>
/// <param name="Term">The term it stands for, for reasons.</param>
/// <param name="Short">A term of one character: too little to begin a name with.</param>
internal sealed record TermForm(string Text, NameScript Script, string Term, bool Short);
