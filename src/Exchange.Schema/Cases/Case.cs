using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A case (办件) in the shared schema, whole or in part. Everything is optional in a part.</summary>
public sealed record Case
{
    /// <summary>The number of the case in the system it comes from.</summary>
    [MaxLength(64), RequiredInCase]
    public string? SourceCaseNo { get; init; }

    /// <summary>The other numbers of the case.</summary>
    public CaseNumbers? Numbers { get; init; }

    /// <summary>The item (事项) applied for.</summary>
    [RequiredInCase]
    public CaseItem? Item { get; init; }

    /// <summary>The theme (一件事) it belongs to.</summary>
    public CaseTheme? Theme { get; init; }

    /// <summary>The number of the case above it.</summary>
    [MaxLength(64)]
    public string? ParentCaseNo { get; init; }

    /// <summary>The number of an earlier application (原申办流水号) that this one takes up again: another case, and no parent.</summary>
    [MaxLength(64)]
    public string? EarlierCaseNo { get; init; }

    /// <summary>The department that handles the case.</summary>
    public CaseDepartment? Department { get; init; }

    /// <summary>The region the case belongs to.</summary>
    public CaseRegion? Region { get; init; }

    /// <summary>Finished at once or by a promised day.</summary>
    [Coded(CodeSets.CaseType)]
    public string? CaseType { get; init; }

    /// <summary>How the application came in.</summary>
    [Coded(CodeSets.Channel)]
    public string? Channel { get; init; }

    /// <summary>What the application is about, in the applicant's words.</summary>
    [MaxLength(1000), Personal]
    public string? ProjectName { get; init; }

    /// <summary>Who applies.</summary>
    public CaseApplicant? Applicant { get; init; }

    /// <summary>Who acts for the applicant.</summary>
    public CasePerson? Agent { get; init; }

    /// <summary>Whom to call.</summary>
    public CasePerson? Contact { get; init; }

    /// <summary>Everybody else who has a part in it.</summary>
    public IReadOnlyList<CaseParty>? Parties { get; init; }

    /// <summary>When the application was made.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>When the application was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>By when the department promised to finish.</summary>
    public DateTimeOffset? PromisedAt { get; init; }

    /// <summary>By when the law wants it finished.</summary>
    public DateTimeOffset? StatutoryDueAt { get; init; }

    /// <summary>The span in which the department promised to finish (承诺办结时限), counted from acceptance.</summary>
    public CaseTimeLimit? PromisedLimit { get; init; }

    /// <summary>The span in which the law wants it finished (法定办结时限), counted from acceptance.</summary>
    public CaseTimeLimit? StatutoryLimit { get; init; }

    /// <summary>The state of the case.</summary>
    [Coded(CodeSets.CaseStatus), RequiredInCase]
    public string? Status { get; init; }

    /// <summary>When the case was finished.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The number of the acceptance document.</summary>
    [MaxLength(64)]
    public string? AcceptanceNo { get; init; }

    /// <summary>Who accepted the application.</summary>
    [MaxLength(100), Personal]
    public string? AcceptedBy { get; init; }

    /// <summary>The steps of handling.</summary>
    public IReadOnlyList<CaseEvent>? Events { get; init; }

    /// <summary>The times in which its clock stood still or got more time.</summary>
    public IReadOnlyList<CasePause>? Pauses { get; init; }

    /// <summary>What was handed in.</summary>
    public IReadOnlyList<CaseMaterial>? Materials { get; init; }

    /// <summary>What was decided.</summary>
    public CaseResult? Result { get; init; }

    /// <summary>The licences it led to or rests on.</summary>
    public IReadOnlyList<CaseLicence>? Licences { get; init; }

    /// <summary>The hand-overs of what was decided.</summary>
    public IReadOnlyList<CaseDelivery>? Deliveries { get; init; }

    /// <summary>The fees.</summary>
    public IReadOnlyList<CaseFee>? Fees { get; init; }

    /// <summary>The evaluations of the service.</summary>
    public IReadOnlyList<CaseEvaluation>? Evaluations { get; init; }

    /// <summary>The alerts of supervision.</summary>
    public IReadOnlyList<CaseAlert>? Alerts { get; init; }

    /// <summary>The cases below it.</summary>
    public IReadOnlyList<CaseChild>? Children { get; init; }

    /// <summary>A remark.</summary>
    [MaxLength(2000), Personal]
    public string? Remark { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
