using System.Globalization;
using System.Text.Json;
using Exchange.Pipeline.Records;

namespace Exchange.Pipeline.Recognition.Cases;

/// <summary>Reads what recognition looks at from a case document.</summary>
internal static class CaseEntryReader
{
    public static CaseEntry Read(CaseReference reference, JsonElement content, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        string? Text(string path) => JsonPathText.Read(content, path) is { Length: > 0 } text ? text : null;
        return new CaseEntry
        {
            Reference = reference,
            SourceNo = Text("sourceCaseNo"),
            National = Text("numbers.national"),
            Provincial = Text("numbers.provincial"),
            Local = Text("numbers.local"),
            Project = Text("numbers.project"),
            ItemCode = Text("item.code"),
            ItemLocalCode = Text("item.localCode"),
            ItemHandlingCode = Text("item.handlingCode"),
            ItemName = Text("item.name"),
            DepartmentCode = Text("department.code"),
            DepartmentName = Text("department.name"),
            Channel = Text("channel"),
            ProjectName = Text("projectName"),
            Applicant = Party("applicant", Text),
            Agent = Party("agent", Text),
            Contact = Party("contact", Text),
            AppliedAt = Time(Text("appliedAt"), zone),
            AcceptanceNo = Text("acceptanceNo"),
            Remark = Text("remark"),
        };
    }

    private static PartyEntry? Party(string at, Func<string, string?> text)
    {
        var party = new PartyEntry
        {
            Type = text($"{at}.type"),
            Name = text($"{at}.name"),
            IdType = text($"{at}.idType"),
            IdNo = text($"{at}.idNo"),
            Mobile = text($"{at}.mobile"),
            Address = text($"{at}.address"),
        };
        return party is { Name: null, IdNo: null, Mobile: null, Address: null } ? null : party;
    }

    private static DateTime? Time(string? text, TimeZoneInfo zone) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? TimeZoneInfo.ConvertTime(at, zone).DateTime
            : null;
}
