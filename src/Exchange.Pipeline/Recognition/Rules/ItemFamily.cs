namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Items that different systems know under different codes and names.</summary>
/// <param name="Name">What the family is called.</param>
/// <param name="Codes">How the codes, local codes or handling codes of its items begin.</param>
/// <param name="Names">The names of its items.</param>
public sealed record ItemFamily(string Name, IReadOnlyList<string> Codes, IReadOnlyList<string> Names);
