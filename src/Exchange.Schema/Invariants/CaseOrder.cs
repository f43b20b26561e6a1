namespace Exchange.Schema.Invariants;

/// <summary>Two times or days of a case, or of one element of a list, of which the second cannot be before the first.</summary>
/// <param name="Earlier">The canonical path of the first.</param>
/// <param name="Later">The canonical path of the second.</param>
/// <param name="Severity">How much it counts when they are the wrong way round.</param>
public sealed record CaseOrder(string Earlier, string Later, NoticeSeverity Severity)
{
    /// <summary>By how much a time may be too early: the clocks of two counters differ by seconds, and that is no contradiction.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Every such pair. Mappings refuse a record that has both of an <see cref="NoticeSeverity.Error"/> pair the wrong way round.</summary>
    public static IReadOnlyList<CaseOrder> All { get; } =
    [
        new("appliedAt", "acceptedAt", NoticeSeverity.Error),
        new("acceptedAt", "finishedAt", NoticeSeverity.Error),
        new("appliedAt", "finishedAt", NoticeSeverity.Error),
        new("acceptedAt", "promisedAt", NoticeSeverity.Warning),
        new("acceptedAt", "statutoryDueAt", NoticeSeverity.Warning),
        new("acceptedAt", "result.at", NoticeSeverity.Warning),
        new("events.startedAt", "events.endedAt", NoticeSeverity.Error),
        new("pauses.startedAt", "pauses.endedAt", NoticeSeverity.Error),
        new("result.validFrom", "result.validTo", NoticeSeverity.Error),
        new("licences.validFrom", "licences.validTo", NoticeSeverity.Error),
        new("deliveries.sentAt", "deliveries.receivedAt", NoticeSeverity.Warning),
        new("alerts.at", "alerts.settledAt", NoticeSeverity.Warning),
    ];

    /// <summary>The name of the rule.</summary>
    public string Rule => $"{Earlier}-before-{Later}";

    /// <summary>Whether two times are the wrong way round.</summary>
    public static bool IsBroken(DateTimeOffset earlier, DateTimeOffset later) => later < earlier - Tolerance;
}
