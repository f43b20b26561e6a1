using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Actions;

/// <summary>Makes the next state of a case; every row that changes is stamped with the time given.</summary>
internal static class CaseEditor
{
    public static SandboxCase Edit(SandboxCase subject, string? field, SeededRandom random, DateTime now, DateTime stamp)
    {
        var forward = subject.Status != CaseStatus.Done;
        return field switch
        {
            "status" when forward => Advance(subject, random, now, stamp),
            "mobile" => Touch(subject with { Contact = subject.Contact with { Mobile = PersonBook.Mobile(random) } }, stamp),
            "address" => Touch(subject with { Applicant = subject.Applicant with { Address = PersonBook.Address(random, random.Pick(Town.All)) } }, stamp),
            "title" => Touch(subject with { ProjectName = $"{subject.Item.Name}（补正{random.Between(1, 9999)}）" }, stamp),
            "result" when subject.Result is { } result => Amend(subject, result, random, stamp),
            null => Edit(subject, Any(subject, random), random, now, stamp),
            _ => Touch(subject with { ProjectName = $"{subject.Item.Name}（更正{random.Between(1, 9999)}）" }, stamp),
        };
    }

    /// <summary>Stamps every row of the case with an operation.</summary>
    public static SandboxCase StampAll(SandboxCase subject, string operation, DateTime stamp)
    {
        Row Next(Row row) => new(row.Key, stamp, operation);
        return subject with
        {
            Row = Next(subject.Row),
            Steps = [.. subject.Steps.Select(s => s with { Row = Next(s.Row) })],
            Result = subject.Result is { } r ? r with { Row = Next(r.Row) } : null,
        };
    }

    public static SandboxCase Touch(SandboxCase subject, DateTime stamp) => subject with { Row = new Row(subject.Row.Key, stamp, "U") };

    private static string Any(SandboxCase subject, SeededRandom random)
        => subject.Status != CaseStatus.Done && random.Chance(0.5) ? "status"
            : subject.Result is not null && random.Chance(0.3) ? "result"
            : random.Pick(["mobile", "title", "address"]);

    private static SandboxCase Advance(SandboxCase subject, SeededRandom random, DateTime now, DateTime stamp)
    {
        var livelihood = subject.System == SystemIds.Livelihood;
        var row = livelihood ? subject.Row : new Row(subject.Row.Key, stamp, "U");
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        switch (subject.Status)
        {
            case CaseStatus.Submitted:
                var promise = at.Date.AddDays(subject.Item.PromiseDays).AddHours(17.5);
                return subject with { Status = CaseStatus.Accepted, AcceptedAt = at, PromisedAt = promise > at ? promise : at, Row = row };
            case CaseStatus.Accepted:
                return subject with { Status = CaseStatus.InProcess, Steps = livelihood ? [Next(subject, random, at, stamp)] : [], Row = row };
            case CaseStatus.InProcess when !livelihood && random.Chance(0.2):
                return subject with { Status = CaseStatus.Suspended, Row = row };
            case CaseStatus.Suspended:
                return subject with { Status = CaseStatus.InProcess, Row = row };
            case CaseStatus.InProcess when livelihood && subject.Steps.Count < 3 && random.Chance(0.5):
                return subject with { Steps = [.. subject.Steps, Next(subject, random, at, stamp)] };
            default:
                return subject with
                {
                    Status = CaseStatus.Done,
                    Row = row,
                    Result = CaseGenerator.CreateResult(random, subject.Item, subject.Number, at, livelihood, new Row(random.RowKey(), stamp)),
                };
        }
    }

    private static Step Next(SandboxCase subject, SeededRandom random, DateTime at, DateTime stamp)
        => new(subject.Steps.Count == 0 ? "受理" : $"审查{subject.Steps.Count}", "passed", at, at, CaseGenerator.Handler(random), "同意。", new Row(random.RowKey(), stamp));

    private static SandboxCase Amend(SandboxCase subject, CaseResult result, SeededRandom random, DateTime stamp)
    {
        var next = result with { Text = $"{result.Text.Split('；')[0]}；更正{random.Between(1, 9999)}", Row = new Row(result.Row.Key, stamp, "U") };
        return subject with { Result = next, Row = subject.System == SystemIds.Livelihood ? subject.Row : new Row(subject.Row.Key, stamp, "U") };
    }
}
