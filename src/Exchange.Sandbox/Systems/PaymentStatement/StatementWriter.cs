using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Drops;

namespace Exchange.Sandbox.Systems.PaymentStatement;

/// <summary>Writes the lines of a payment: what came in, and of some, days later, what went back.</summary>
internal static class StatementWriter
{
    public const string Feed = "statement";
    private static readonly (string Name, string Amount)[] Fees = [("证照工本费", "10.00"), ("证照工本费", "0.00"), ("不动产登记费", "80.00"), ("不动产登记费", "1,100.00"), ("占用挖掘道路修复费", "12,340.50")];

    public static Entry Write(SandboxCase subject, long seed, EntryState state, DateTime baseTime)
    {
        var random = new SeededRandom(seed, PaymentStatementSystem.SystemId, state.Number);
        var isNew = state.MadeAt > baseTime;
        var paid = isNew ? state.MadeAt : SourceTime.Whole(subject.AppliedAt.AddMinutes(random.Between(10, 400)));
        var key = string.Create(CultureInfo.InvariantCulture, $"JK{paid:yyMMdd}{state.Number:D8}");
        var entry = new EntryBuilder(key);
        var fee = random.Pick(Fees);
        var changed = state.Revision > 0 || isNew ? state.ChangedAt : SourceTime.Monday(paid).AddHours(2);
        var line = Line(key, subject.SourceNo, fee.Name, fee.Amount, "1", Time(paid, state.Number), state.Number, File(paid, isNew));
        if (state.Revision > 0)
        {
            line["JE"] = string.Create(CultureInfo.InvariantCulture, $"{80 + state.Revision}.00");
        }
        if (state.IsDirty)
        {
            entry.Add(Feed, key, changed, line, Spoil(state.Number, line));
            return entry.Build();
        }
        entry.Add(Feed, key, changed, line);
        var back = paid.AddDays(3);
        if (state.Number % 9 == 5 && fee.Amount != "0.00" && SourceTime.Monday(back) < baseTime.Date)
        {
            entry.Add(Feed, key + "|2", SourceTime.Monday(back).AddHours(2), Line(key, subject.SourceNo, fee.Name, "-" + fee.Amount, "2", Time(back, state.Number + 1), state.Number, File(back, isNew: false)));
        }
        return entry.Build();
    }

    private static Dictionary<string, object?> Line(string key, string caseNo, string name, string amount, string status, string time, int number, string file) => new()
    {
        [DropSystem.File] = file,
        [DropSystem.Line] = number * 2 + (status == "2" ? 1 : 0),
        ["JKDH"] = key,
        ["YWLSH"] = caseNo,
        ["ZSXM"] = "行政事业性收费",
        ["SFXM"] = name,
        ["JE"] = amount,
        ["JFZT"] = status,
        ["JFSJ"] = time,
        ["PJDM"] = amount == "0.00" ? null : "35060026",
        ["PJHM"] = amount == "0.00" ? null : string.Create(CultureInfo.InvariantCulture, $"{number * 2 + (status == "2" ? 1 : 0):D10}"),
    };

    // A statement stands for a week and comes on the Monday after it; one of today is a file of its own.
    private static string File(DateTime paid, bool isNew) => isNew
        ? string.Create(CultureInfo.InvariantCulture, $"ZFPT_DZ_{paid:yyyyMMdd}_{paid:HHmmss}.csv")
        : string.Create(CultureInfo.InvariantCulture, $"ZFPT_DZ_{SourceTime.Monday(paid):yyyyMMdd}_01.csv");

    private static string Time(DateTime moment, int number) => (number % 3) switch
    {
        0 => SourceTime.Text(moment),
        1 => SourceTime.Text(moment, "yyyyMMddHHmmss"),
        _ => SourceTime.Text(moment, "yyyy/M/d H:mm"),
    };

    private static IReadOnlyList<PlantedFault> Spoil(int number, Dictionary<string, object?> line)
    {
        switch (number % 3)
        {
            case 0:
                line["JFZT"] = "已缴";
                return [new PlantedFault(Feed, "fees.status", "unmapped-code")];
            case 1:
                line["JE"] = "八十元";
                return [new PlantedFault(Feed, "fees.paidAmount", "bad-format")];
            default:
                line["JFSJ"] = "3月5日";
                return [new PlantedFault(Feed, "fees.paidAt", "bad-format")];
        }
    }
}
