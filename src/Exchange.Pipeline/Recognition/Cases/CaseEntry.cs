using System.Text.Json;

namespace Exchange.Pipeline.Recognition.Cases;

/// <summary>What recognition looks at in a case, as its source wrote it. Everything but the reference may be missing.</summary>
public sealed record CaseEntry
{
    /// <summary>Which case of which system.</summary>
    public required CaseReference Reference { get; init; }

    /// <summary>The number of the case in its system.</summary>
    public string? SourceNo { get; init; }

    /// <summary>The unified national number.</summary>
    public string? National { get; init; }

    /// <summary>The number in the provincial hall.</summary>
    public string? Provincial { get; init; }

    /// <summary>The local number.</summary>
    public string? Local { get; init; }

    /// <summary>The number of the investment project.</summary>
    public string? Project { get; init; }

    /// <summary>The code of the item.</summary>
    public string? ItemCode { get; init; }

    /// <summary>A local code of the item.</summary>
    public string? ItemLocalCode { get; init; }

    /// <summary>The code of the handling item.</summary>
    public string? ItemHandlingCode { get; init; }

    /// <summary>The name of the item.</summary>
    public string? ItemName { get; init; }

    /// <summary>The code of the department.</summary>
    public string? DepartmentCode { get; init; }

    /// <summary>The name of the department.</summary>
    public string? DepartmentName { get; init; }

    /// <summary>The canonical channel.</summary>
    public string? Channel { get; init; }

    /// <summary>What the application is about, in the applicant's words.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Who applies.</summary>
    public PartyEntry? Applicant { get; init; }

    /// <summary>Who acts for the applicant.</summary>
    public PartyEntry? Agent { get; init; }

    /// <summary>Whom to call.</summary>
    public PartyEntry? Contact { get; init; }

    /// <summary>When the application was made, in the time of the place. Midnight counts as a day without a time.</summary>
    public DateTime? AppliedAt { get; init; }

    /// <summary>The number of the acceptance document.</summary>
    public string? AcceptanceNo { get; init; }

    /// <summary>A remark.</summary>
    public string? Remark { get; init; }

    /// <summary>Reads a case document of the shared schema.</summary>
    /// <param name="reference">Which case it is.</param>
    /// <param name="content">The document (case/v1).</param>
    /// <param name="zone">The zone of the place, in which days begin and end.</param>
    public static CaseEntry Read(CaseReference reference, JsonElement content, TimeZoneInfo zone) => CaseEntryReader.Read(reference, content, zone);
}
