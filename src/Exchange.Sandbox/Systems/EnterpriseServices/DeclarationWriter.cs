using System.Globalization;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.EnterpriseServices;

/// <summary>Writes a declaration: states are words, amounts texts with commas or in 万元, times as the counter keyed them.</summary>
internal static class DeclarationWriter
{
    public const string Feed = "declarations";

    private static readonly (string Code, string Name, string Item)[] Policies =
    [
        ("QQ-2026-JS-01", "技术改造设备补助", "350521113JL00011"), ("QQ-2026-JS-02", "高新技术企业认定奖励", "350521113JL00012"),
        ("QQ-2026-TZ-01", "台资企业增资扩产奖励", "350521113JL00021"), ("QQ-2026-YG-01", "企业用工补贴", "350521114JF00031"),
    ];

    // The state, its canonical word and how many of a hundred stand in it.
    private static readonly (string Word, string Status, int Share)[] States =
    [
        ("草稿", "draft", 4), ("已提交", "submitted", 7), ("待受理", "submitted", 5), ("审核中", "in-process", 14), ("退回修改", "supplement-requested", 4), ("已补正", "supplemented", 3),
        ("审核通过", "decided", 8), ("公示中", "decided", 6), ("待拨付", "decided", 8), ("已拨付", "done", 30), ("审核不通过", "done", 9), ("已撤回", "withdrawn", 2),
    ];

    public static Entry Write(long seed, EntryState state)
    {
        var random = new SeededRandom(seed, Feed, state.Number);
        var odd = state.Number % 40;
        var policy = random.Pick(Policies);
        var (word, status) = Pick(random, state.Revision);
        var applied = SourceTime.Whole(state.MadeAt.AddDays(-random.Between(2, 60)).AddSeconds(-random.Next(30_000)));
        DateTime? paid = word == "已拨付" ? state.MadeAt : null;
        var applicant = OrganisationBook.Create(random, random.Pick(Town.All), new PersonBook(seed).Get(random.Next(PersonBook.Size)), livelihood: false);
        var code = Uscc.Create("91", random.Next(1_000_000));
        var amount = random.Between(3, 400) * 5000m;
        var key = string.Create(CultureInfo.InvariantCulture, $"SB{applied:yyyyMMdd}{state.Number:D6}");
        var entry = new EntryBuilder(key);
        entry.Note("organisation", applicant.Name);
        entry.Note("organisationCode", code);

        var body = new Dictionary<string, object?>
        {
            ["sbId"] = key,
            ["qymc"] = applicant.Name,
            ["tyshxydm"] = odd == 7 ? $" {code.ToLowerInvariant()} " : code,
            ["zcbm"] = odd == 9 ? policy.Code.ToLowerInvariant() : policy.Code,
            ["zcmc"] = policy.Name,
            ["sbje"] = Money(amount, odd),
            ["hdje"] = status is "decided" or "done" && word != "审核不通过" ? Money(amount * 0.8m, odd + 1) : odd % 2 == 0 ? "-" : null,
            ["sbzt"] = word,
            ["sbsj"] = odd switch { 3 => SourceTime.Text(applied, "yyyy-MM-dd HH:mm"), 4 => SourceTime.Text(applied, "yyyy-MM-dd"), _ => SourceTime.Text(applied) },
            ["shyj"] = word switch { "审核不通过" => "参保人数不足", "草稿" or "已提交" or "待受理" => null, _ => $"符合条件{(state.Revision > 0 ? $"（复核{state.Revision}）" : "")}" },
            ["bfsj"] = paid is { } at ? SourceTime.Text(at) : odd % 3 == 0 ? "0000-00-00 00:00:00" : null,
        };
        if (word == "草稿")
        {
            entry.AddExcluded(Feed, key, state.ChangedAt, body);
            return entry.Build();
        }
        if (state.IsDirty)
        {
            entry.Add(Feed, key, state.ChangedAt, body, Spoil(state.Number, body, code));
            return entry.Build();
        }
        entry.Add(Feed, key, state.ChangedAt, body);
        entry.Expect(key, null, PlatformCode.Fields(key, policy.Item, applicant.Name, status));
        return entry.Build();
    }

    private static PlantedFault Spoil(int number, Dictionary<string, object?> body, string code)
    {
        switch (number % 3)
        {
            case 0:
                body["zcbm"] = "QQ-2019-99-09";
                return new PlantedFault(Feed, "item.code", "unmapped-code");
            case 1:
                body["tyshxydm"] = Uscc.Spoil(code);
                return new PlantedFault(Feed, "applicant.idNo", "bad-check");
            default:
                body["sbzt"] = "已归档";
                return new PlantedFault(Feed, "status", "unmapped-code");
        }
    }

    // An edit takes the declaration on, and leaves it where it has come to its end.
    private static (string Word, string Status) Pick(SeededRandom random, int revision)
    {
        var draw = random.Next(100);
        var at = 0;
        while (draw >= States[at].Share)
        {
            draw -= States[at++].Share;
        }
        if (revision > 0 && States[at].Status is not ("done" or "withdrawn"))
        {
            at = Math.Min(at + revision, 8);
        }
        return (States[at].Word, States[at].Status);
    }

    private static string Money(decimal yuan, int odd) => (odd % 8) switch
    {
        2 when yuan % 10_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{yuan / 10_000:0}万元"),
        5 => string.Create(CultureInfo.InvariantCulture, $"{yuan:#,##0}元"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{yuan:#,##0.00}"),
    };
}
