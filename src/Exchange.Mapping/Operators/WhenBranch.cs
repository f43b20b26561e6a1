namespace Exchange.Mapping.Operators;

/// <summary>What is taken when all conditions hold.</summary>
internal sealed record WhenBranch(ValueCondition[] Conditions, Candidate Then);
