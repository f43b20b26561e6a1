using System.Globalization;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.LivelihoodLedger;

/// <summary>Writes a line of the ledger: towns as people call them, times as three programs wrote them, the account it is paid to.</summary>
internal static class LedgerWriter
{
    public const string Feed = "cases";

    private static readonly (string Code, string Name, string Item)[] Items =
    [
        ("DB01", "最低生活保障", "350521114JF00001"), ("GL01", "高龄津贴", "350521114JF00002"), ("GL01", "高龄津贴", "350521114JF00002"),
        ("CJ01", "残疾人两项补贴", "350521114JF00003"), ("YB01", "城乡居民医保参保登记", "350521114QR00011"), ("JY01", "就业困难人员认定", "350521114QR00012"),
    ];

    private static readonly (string? Word, string Status, int Share)[] States =
    [
        (null, "accepted", 6), ("审批中", "in-process", 10), ("退回补正", "supplement-requested", 3), ("公示中", "decided", 6), ("同意", "done", 62), ("不同意", "done", 7), ("终止发放", "done", 4), ("撤回", "withdrawn", 2),
    ];

    public static Entry Write(long seed, EntryState state)
    {
        var random = new SeededRandom(seed, LivelihoodLedgerSystem.SystemId, state.Number);
        var item = random.Pick(Items);
        var town = random.Pick(Town.All);
        var person = new PersonBook(seed).Get(random.Next(PersonBook.Size));
        var draw = random.Next(100);
        var at = 0;
        while (draw >= States[at].Share)
        {
            draw -= States[at++].Share;
        }
        if (state.Revision > 0 && at < 4)
        {
            at = 4;
        }
        var (word, status, _) = States[at];
        var accepted = SourceTime.Whole(WorkingHours.AtOrBefore(state.MadeAt.AddDays(-random.Between(1, 30)), random));
        var over = status == "done";
        var key = string.Create(CultureInfo.InvariantCulture, $"MB{accepted:yyyyMMdd}{state.Number:D6}");
        var entry = new EntryBuilder(key);
        entry.Use(person);
        var odd = state.Number % 40;
        var shown = odd % 8 == 3 ? (town.Name == "百崎回族乡" ? "百崎乡" : town.Name[..2]) : town.Name;
        var body = new Dictionary<string, object?>
        {
            ["SLID"] = key,
            ["SXBM"] = odd == 5 ? item.Code.ToLowerInvariant() : item.Code,
            ["SXMC"] = item.Name,
            ["SQRMC"] = person.Name,
            ["SQRZJHM"] = odd switch { 7 => person.IdNo.ToLowerInvariant(), 9 => $"{person.IdNo[..6]} {person.IdNo[6..14]} {person.IdNo[14..]}", _ => person.IdNo },
            ["XB"] = (person.IdNo[16] - '0') % 2 == 1 ? "男" : "女",
            ["CSRQ"] = $"{person.IdNo[6..10]}-{person.IdNo[10..12]}-{person.IdNo[12..14]}",
            ["HJDZ"] = entry.Note("address", PersonBook.Address(random, town)),
            ["YHKH"] = entry.Note("account", $"0000000{random.Next(1_000_000_000):D12}"),
            ["KHYH"] = "示例银行惠安支行",
            ["XZ"] = shown,
            ["CJ"] = random.Pick(town.Places),
            ["SLSJ"] = Time(accepted, odd),
            ["SPJG"] = word,
            ["BJSJ"] = over ? Time(SourceTime.Whole(accepted + (state.MadeAt - accepted) * 0.9), odd) : odd % 2 == 0 ? "1900-01-01T00:00:00" : null,
            ["BTJE"] = word == "同意" ? (odd % 4 == 1 ? $"{random.Between(1, 9)},{random.Between(100, 999)}.00" : $"{random.Between(100, 999) + state.Revision}.00") : null,
            ["GXSJ"] = SourceTime.Text(state.ChangedAt),
        };
        if (state.IsDirty)
        {
            entry.Add(Feed, key, state.ChangedAt, body, Spoil(state.Number, body, entry, person.IdNo));
            return entry.Build();
        }
        entry.Add(Feed, key, state.ChangedAt, body);
        entry.Expect(key, null, PlatformCode.Fields(key, item.Item, person.Name, status));
        return entry.Build();
    }

    private static IReadOnlyList<PlantedFault> Spoil(int number, Dictionary<string, object?> body, EntryBuilder entry, string idNo)
    {
        switch (number % 3)
        {
            case 0:
                // A character that GBK cannot hold.
                body["SQRMC"] = "王?";
                return [new PlantedFault(Feed, "applicant.name", "bad-format")];
            case 1:
                body["SQRZJHM"] = entry.Note("idNumber", IdNumber.Spoil(idNo));
                return [new PlantedFault(Feed, "applicant.idNo", "bad-check")];
            default:
                body["SXBM"] = "ZZ99";
                return [new PlantedFault(Feed, "item.code", "unmapped-code")];
        }
    }

    private static string Time(DateTime moment, int odd) => odd % 10 == 6 ? SourceTime.Text(moment, "yyyy-MM-ddTHH:mm:ss") : SourceTime.Text(moment);
}
