using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Generation;

/// <summary>Plants one to three defects in what a source will show of a case.</summary>
internal static class DirtPlanter
{
    public static SandboxCase Plant(SandboxCase subject, SeededRandom random)
    {
        var possible = (subject.System == SystemIds.Provincial ? Provincial(subject) : Livelihood(subject)).ToList();
        var chosen = new List<Dirt>();
        for (var i = random.Between(1, 3); i > 0 && possible.Count > 0; i--)
        {
            var at = random.Next(possible.Count);
            chosen.Add(possible[at]);
            possible.RemoveAt(at);
        }
        return subject with { Dirt = chosen };
    }

    private static IEnumerable<Dirt> Provincial(SandboxCase subject)
    {
        yield return new Dirt("bjzt", "77", "status", "unmapped-code");
        yield return new Dirt("sqrlx", "5", "applicant.type", "unmapped-code");
        yield return new Dirt("sxbm", null, "item.code", "missing");
        yield return new Dirt("sqsj", "2026-13-45 25:61:00", "appliedAt", "bad-format");
        if (SpoiltId(subject.Applicant) is { } number)
        {
            yield return new Dirt("sqrzjhm", number, "applicant.idNo", "bad-check");
        }
    }

    private static IEnumerable<Dirt> Livelihood(SandboxCase subject)
    {
        yield return new Dirt("applyer_type", "8", "applicant.type", "unmapped-code");
        yield return new Dirt("project_type", "Z", "caseType", "unmapped-code");
        yield return new Dirt("task_code", null, "item.code", "missing");
        if (SpoiltId(subject.Applicant) is { } number)
        {
            yield return new Dirt("applyer_page_code", number, "applicant.idNo", "bad-check");
        }
    }

    private static string? SpoiltId(Applicant applicant) => applicant.IdType switch
    {
        "id-card" => IdNumber.Spoil(applicant.IdNo),
        "uscc" => Uscc.Spoil(applicant.IdNo),
        _ => null,
    };
}
