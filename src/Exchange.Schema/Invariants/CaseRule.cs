namespace Exchange.Schema.Invariants;

/// <summary>An invariant of a case.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Severity">How much it counts.</param>
/// <param name="Says">What holds of every case in order.</param>
public sealed record CaseRule(string Name, NoticeSeverity Severity, string Says)
{
    internal CaseNotice Notice(string path, string message) => new(Name, Severity, path, message);
}
