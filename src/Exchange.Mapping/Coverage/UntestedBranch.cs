namespace Exchange.Mapping.Coverage;

/// <summary>A branch of an operator that no test goes through.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator"><c>code</c>, <c>when</c>, <c>check</c> or <c>required</c>.</param>
/// <param name="Branch">What a test would have to hold.</param>
/// <param name="Line">Where the field or branch stands in the mapping.</param>
public sealed record UntestedBranch(string Field, string Operator, string Branch, int Line);
