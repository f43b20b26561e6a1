using System.Globalization;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Drops;

namespace Exchange.Sandbox.Systems.LivelihoodVillages;

/// <summary>Writes a line of a village's monthly list: a whole case with the columns of the ledger, typed by hand.</summary>
internal static class ListWriter
{
    public const string Feed = "village-lists";

    private static readonly (string? Code, string Name, string Item)[] Items =
        [("GL01", "高龄津贴", "350521114JF00002"), (null, "高龄补贴", "350521114JF00002"), (null, "低保", "350521114JF00001"), ("DB01", "最低生活保障", "350521114JF00001"), ("CJ01", "残疾人两项补贴", "350521114JF00003"), (null, "城乡居民医保参保登记", "350521114QR00011")];

    private static readonly (string? Word, string Status, int Share)[] States =
        [("同意", "done", 68), ("不同意", "done", 8), ("审批中", "in-process", 10), ("公示中", "decided", 5), (null, "accepted", 5), ("终止发放", "done", 2), ("退回补正", "supplement-requested", 2)];

    public static Entry Write(long seed, EntryState state)
    {
        var random = new SeededRandom(seed, LivelihoodVillagesSystem.SystemId, state.Number);
        var village = Village.Of(state.Number);
        var accepted = TypedDay.Before(state.MadeAt, random.Between(1, 25), random);
        var line = Village.Line(state.Number);
        var key = string.Create(CultureInfo.InvariantCulture, $"CJ{village.Town.Code}-{accepted:yyyyMM}-{state.Number:D5}");
        var person = new PersonBook(seed).Get(random.Next(PersonBook.Size));
        var item = random.Pick(Items);
        var draw = state.Revision > 0 ? 0 : random.Next(100);
        var at = 0;
        while (draw >= States[at].Share)
        {
            draw -= States[at++].Share;
        }
        var (word, status, _) = States[at];
        var entry = new EntryBuilder(key);
        entry.Use(person);
        var amount = random.Between(100, 999) + state.Revision;
        var body = new Dictionary<string, object?>
        {
            [DropSystem.File] = string.Create(CultureInfo.InvariantCulture, $"{village.Town.Name}_{village.Name}_{accepted:yyyyMM}.xlsx"),
            [DropSystem.Line] = line,
            ["SLID"] = key,
            ["SXBM"] = item.Code ?? (state.Number % 2 == 0 ? "/" : null),
            ["SXMC"] = state.Number % 10 == 7 ? item.Name.Insert(1, " ") : item.Name,
            ["SQRMC"] = person.Name,
            ["SQRZJHM"] = state.Number % 14 == 5 ? $"{person.IdNo[..6]} {person.IdNo[6..14]} {person.IdNo[14..]}" : person.IdNo,
            ["XB"] = (person.IdNo[16] - '0') % 2 == 1 ? "男" : "女",
            ["CSRQ"] = $"{person.IdNo[6..10]}/{person.IdNo[10..12]}/{person.IdNo[12..14]}",
            ["HJDZ"] = entry.Note("address", PersonBook.Address(random, village.Town)),
            // An account typed as a number lost its last digits; nobody the case is exchanged with needs it.
            ["YHKH"] = state.Number % 4 == 1 ? 6.2E+18 : entry.Note("account", $"0000000{random.Next(1_000_000_000):D12}"),
            ["KHYH"] = "示例银行惠安支行",
            ["XZ"] = state.Number % 3 == 1 && village.Town.Code != "350521200" ? village.Town.Name[..2] : village.Town.Name,
            ["CJ"] = village.Name,
            ["SLSJ"] = TypedDay.Of(accepted, state.Number),
            ["SPJG"] = word,
            ["BJSJ"] = status == "done" ? TypedDay.Of(accepted.AddDays(random.Between(1, 12)), state.Number / 3) : null,
            ["BTJE"] = word == "同意" ? (state.Number % 5) switch { 0 => amount, 1 => $"1,{amount:D3}.50元", _ => (object)$"{amount}" } : null,
        };
        if (state.IsDirty)
        {
            entry.Add(Feed, key, state.ChangedAt, body, Spoil(state.Number, body, person.IdNo));
            return entry.Build();
        }
        entry.Add(Feed, key, state.ChangedAt, body);
        entry.Expect(key, null, PlatformCode.Fields(key, item.Item, person.Name, status));
        return entry.Build();
    }

    private static IReadOnlyList<PlantedFault> Spoil(int number, Dictionary<string, object?> body, string idNo)
    {
        switch (number % 3)
        {
            case 0:
                body["SQRZJHM"] = double.Parse(idNo[..17] + "0", CultureInfo.InvariantCulture);
                return [new PlantedFault(Feed, "applicant.idNo", "bad-check")];
            case 1:
                body["XZ"] = "螺城镇";
                return [new PlantedFault(Feed, "region.code", "unmapped-code")];
            default:
                body["SQRMC"] = "黄?";
                return [new PlantedFault(Feed, "applicant.name", "bad-format")];
        }
    }
}
