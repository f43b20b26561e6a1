using System.Globalization;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>Makes cases of the rows of a labelled file.</summary>
internal static class LabelledEntries
{
    private static readonly string[] Times =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyyMMddHHmmss", "yyyyMMdd", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd", "yyyy/M/d",
    ];

    public static IReadOnlyList<string> FieldNames { get; } =
    [
        "sourceCaseNo", "numbers.national", "numbers.provincial", "numbers.local", "numbers.project", "item.code", "item.localCode", "item.handlingCode", "item.name",
        "department.code", "department.name", "channel", "projectName", "appliedAt", "acceptanceNo", "remark",
        "applicant.type", "applicant.name", "applicant.idType", "applicant.idNo", "applicant.mobile", "applicant.address", "applicant.born",
        "agent.name", "agent.idType", "agent.idNo", "agent.mobile", "contact.name", "contact.mobile",
    ];

    public static IEnumerable<CaseEntry> Read(CsvTable table, SideColumns side)
    {
        var key = table.Column(side.Key);
        var columns = side.Fields.ToDictionary(f => f.Key, f => f.Value.Select(table.Column).ToArray(), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var name = CsvTable.Cell(row, key);
            if (name.Length == 0 || !seen.Add(name))
            {
                throw table.Wrong($"has a line without a key, or with one that stands there twice (line {row.Line})", "Give every case a key of its own.");
            }

            yield return Entry(new CaseReference(side.System, name), f => Text(row, columns, f));
        }
    }

    private static CaseEntry Entry(CaseReference reference, Func<string, string?> text) => new()
    {
        Reference = reference,
        SourceNo = text("sourceCaseNo"),
        National = text("numbers.national"),
        Provincial = text("numbers.provincial"),
        Local = text("numbers.local"),
        Project = text("numbers.project"),
        ItemCode = text("item.code"),
        ItemLocalCode = text("item.localCode"),
        ItemHandlingCode = text("item.handlingCode"),
        ItemName = text("item.name"),
        DepartmentCode = text("department.code"),
        DepartmentName = text("department.name"),
        Channel = text("channel"),
        ProjectName = text("projectName"),
        AppliedAt = Time(text("appliedAt")),
        AcceptanceNo = text("acceptanceNo"),
        Remark = text("remark"),
        Applicant = Party("applicant", text),
        Agent = Party("agent", text),
        Contact = Party("contact", text),
    };

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
            Born = text($"{at}.born"),
        };
        return party is { Name: null, IdNo: null, Mobile: null, Address: null } ? null : party;
    }

    private static string? Text(CsvRow row, Dictionary<string, int[]> columns, string field)
    {
        if (!columns.TryGetValue(field, out var places))
        {
            return null;
        }

        var text = string.Join(' ', places.Select(c => CsvTable.Cell(row, c)).Where(c => c.Length > 0));
        return text.Length == 0 ? null : text;
    }

    private static DateTime? Time(string? text)
    {
        // A time written with its offset is taken as the clock there shows it.
        return DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.DateTime : null;
    }
}
