namespace Exchange.Schema.Invariants;

/// <summary>An invariant a case violates. It names places, never contents.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Severity">How much it counts.</param>
/// <param name="Path">The field that shows it; elements of lists are counted from 0: <c>pauses[1].startedAt</c>.</param>
/// <param name="Message">What is wrong, in words.</param>
public sealed record CaseNotice(string Rule, NoticeSeverity Severity, string Path, string Message);
