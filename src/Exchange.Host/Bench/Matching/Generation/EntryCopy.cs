using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>Copies a case with all its texts.</summary>
internal static class EntryCopy
{
    public static CaseEntry Of(CaseEntry entry) => new()
    {
        Reference = new CaseReference(entry.Reference.System, Text(entry.Reference.Key)!),
        SourceNo = Text(entry.SourceNo),
        ItemCode = Text(entry.ItemCode),
        ItemName = Text(entry.ItemName),
        DepartmentCode = Text(entry.DepartmentCode),
        DepartmentName = Text(entry.DepartmentName),
        Channel = Text(entry.Channel),
        ProjectName = Text(entry.ProjectName),
        Applicant = Party(entry.Applicant),
        Agent = Party(entry.Agent),
        AppliedAt = entry.AppliedAt,
        AcceptanceNo = Text(entry.AcceptanceNo),
    };

    private static PartyEntry? Party(PartyEntry? party) => party is null ? null : new()
    {
        Type = Text(party.Type),
        Name = Text(party.Name),
        IdNo = Text(party.IdNo),
        Mobile = Text(party.Mobile),
        Address = Text(party.Address),
    };

    private static string? Text(string? text) => text is null ? null : new string(text.AsSpan());
}
