namespace Exchange.Schema.Cases;

/// <summary>The canonical words of every coded field of the shared schema, by the name of their set.</summary>
public static class CodeSets
{
    /// <summary>The states of a case, in the order of its life.</summary>
    public const string CaseStatus = "case-status";

    /// <summary>What the applicant is.</summary>
    public const string ApplicantType = "applicant-type";

    /// <summary>How the application came in.</summary>
    public const string Channel = "channel";

    /// <summary>Whether the case is finished at once or by a promised day.</summary>
    public const string CaseType = "case-type";

    /// <summary>What became of the application.</summary>
    public const string Outcome = "outcome";

    /// <summary>What a step did.</summary>
    public const string EventAction = "event-action";

    /// <summary>The kind of an identity document.</summary>
    public const string IdType = "id-type";

    /// <summary>How a material was obtained.</summary>
    public const string MaterialWay = "material-way";

    /// <summary>The role of a party.</summary>
    public const string PartyRole = "party-role";

    /// <summary>Whether a step is done.</summary>
    public const string EventStatus = "event-status";

    /// <summary>Why the clock of a case stands still.</summary>
    public const string PauseKind = "pause-kind";

    /// <summary>Whether a licence is valid.</summary>
    public const string LicenceStatus = "licence-status";

    /// <summary>How a result is handed over.</summary>
    public const string DeliveryMethod = "delivery-method";

    /// <summary>How far a delivery has come.</summary>
    public const string DeliveryStatus = "delivery-status";

    /// <summary>Whether a fee is paid.</summary>
    public const string FeeStatus = "fee-status";

    /// <summary>Where an evaluation was given.</summary>
    public const string EvaluationChannel = "evaluation-channel";

    /// <summary>How satisfied an evaluator is, the best first.</summary>
    public const string Satisfaction = "satisfaction";

    /// <summary>The first evaluation or a later one.</summary>
    public const string EvaluationKind = "evaluation-kind";

    /// <summary>What a time limit is counted in.</summary>
    public const string TimeLimitUnit = "time-limit-unit";

    /// <summary>The light of an alert.</summary>
    public const string AlertLight = "alert-light";

    private static readonly Dictionary<string, string[]> Sets = new(StringComparer.Ordinal)
    {
        [CaseStatus] =
        [
            "draft", "submitted", "pre-rejected", "received", "supplement-requested", "supplemented", "accepted", "not-accepted",
            "in-process", "suspended", "decided", "done", "delivered", "evaluated", "withdrawn", "void",
        ],
        [ApplicantType] = ["person", "enterprise", "institution", "social-organisation", "government", "other"],
        [Channel] = ["window", "web", "mobile", "mail", "other"],
        [CaseType] = ["immediate", "promised", "other"],
        [Outcome] = ["granted", "refused", "voided", "other"],
        [EventAction] = ["passed", "returned", "other"],
        [IdType] =
        [
            "id-card", "uscc", "org-code", "business-licence", "passport", "taiwan-permit", "hk-macao-permit", "officer-card",
            "soldier-card", "hk-macao-taiwan-residence", "foreign-residence", "other",
        ],
        [MaterialWay] = ["original", "copy", "electronic", "paper", "licence", "form", "not-needed"],
        [PartyRole] =
        [
            "applicant", "legal-person", "agent", "contact", "recipient", "right-holder", "obligor", "shareholder",
            "director", "supervisor", "manager", "liaison", "finance", "other",
        ],
        [EventStatus] = ["todo", "done"],
        [PauseKind] = ["supplement", "extension", "special-procedure", "suspension", "other"],
        [LicenceStatus] = ["valid", "revoked", "changed", "expired", "other"],
        [DeliveryMethod] = ["pick-up", "mail", "electronic", "other"],
        [DeliveryStatus] = ["pending", "sent", "received", "returned", "failed", "other"],
        [FeeStatus] = ["due", "paid", "refunded", "waived", "failed", "other"],
        [EvaluationChannel] = ["pc", "mobile", "qr-code", "hall-tablet", "hall-terminal", "phone", "sms", "other"],
        [Satisfaction] = ["very-satisfied", "satisfied", "basically-satisfied", "dissatisfied", "very-dissatisfied"],
        [EvaluationKind] = ["first", "follow-up"],
        [TimeLimitUnit] = ["workday", "day", "hour", "minute", "month"],
        [AlertLight] = ["green", "yellow", "red"],
    };

    /// <summary>The names of all sets.</summary>
    public static IReadOnlyCollection<string> Names => Sets.Keys;

    /// <summary>The words of a set in their order; empty for an unknown set.</summary>
    public static IReadOnlyList<string> Words(string set) => Sets.TryGetValue(set, out var words) ? words : [];
}
