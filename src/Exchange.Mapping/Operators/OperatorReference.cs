namespace Exchange.Mapping.Operators;

/// <summary>What the reference page says about an operator.</summary>
/// <param name="Summary">What it does.</param>
/// <param name="Example">A field that uses it, as it stands in a mapping.</param>
/// <param name="Arguments">Each argument with its meaning.</param>
internal sealed record OperatorReference(string Summary, string Example, params (string Name, string Meaning)[] Arguments);
