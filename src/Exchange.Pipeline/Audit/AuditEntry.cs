namespace Exchange.Pipeline.Audit;

/// <summary>A decision or act to keep on record; never with personal data.</summary>
/// <param name="Actor">Who: an account, a node, or the user of a verb.</param>
/// <param name="Action">What, as a fixed word such as <c>quarantine.replay</c>.</param>
/// <param name="Subject">On what: a stream, a target, a case.</param>
public sealed record AuditEntry(string Actor, string Action, string Subject)
{
    /// <summary>Further facts, by name.</summary>
    public IReadOnlyDictionary<string, string> Detail { get; init; } = new Dictionary<string, string>();
}
