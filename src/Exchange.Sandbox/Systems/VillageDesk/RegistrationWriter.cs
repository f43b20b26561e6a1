using System.Globalization;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Drops;

namespace Exchange.Sandbox.Systems.VillageDesk;

/// <summary>Writes a line of a village's list, as people type it.</summary>
internal static class RegistrationWriter
{
    public const string Feed = "registrations";

    private static readonly (string Name, string Code)[] Items =
        [("高龄津贴", "350521114JF00002"), ("高龄补贴", "350521114JF00002"), ("低保", "350521114JF00001"), ("医保参保", "350521114QR00011"), ("就业登记", "350521114QR00013"), ("老年人优待证", "350521114QR00021"), ("生育登记", "350521115QR00031"), ("居住证明", "350521116QR00041")];

    private static readonly (string? Word, string Status, int Share)[] Results =
        [("已办结", "done", 40), ("办结", "done", 25), ("同意", "done", 8), (null, "accepted", 5), ("办理中", "in-process", 8), ("转镇级办理", "in-process", 5), ("补材料", "supplement-requested", 3), ("不予办理", "not-accepted", 3), ("群众撤回", "withdrawn", 3)];

    public static Entry Write(long seed, EntryState state)
    {
        var random = new SeededRandom(seed, VillageDeskSystem.SystemId, state.Number);
        var village = Village.Of(state.Number);
        var accepted = TypedDay.Before(state.MadeAt, random.Between(1, 20), random);
        // Two words for one town are about.
        var town = village.Town.Code == "350521200" && state.Number % 2 == 0 ? "百崎乡" : village.Town.Name;
        var file = string.Create(CultureInfo.InvariantCulture, $"{town}_{village.Name}_{accepted:yyyyMM}");
        var line = Village.Line(state.Number);
        var key = $"{file}-{line}";
        var person = new PersonBook(seed).Get(random.Next(PersonBook.Size));
        var (name, code) = random.Pick(Items);
        var (word, status) = Result(state, random);
        var over = status is "done" or "not-accepted";
        var entry = new EntryBuilder(key);
        entry.Use(person);
        var body = new Dictionary<string, object?>
        {
            [DropSystem.File] = file + ".xlsx",
            [DropSystem.Line] = line,
            ["序号"] = (state.Number % 3) switch { 0 => line, 1 => $"{line}", _ => Wide(line) },
            ["事项"] = name,
            ["姓名"] = state.Number % 20 == 4 ? person.Name + "　" : person.Name,
            ["身份证"] = state.Number % 16 == 9 ? person.IdNo.ToLowerInvariant() : person.IdNo,
            ["电话"] = (state.Number % 12) switch { 3 => "0595-22000000", 7 => (object)long.Parse(person.Mobile, CultureInfo.InvariantCulture), _ => person.Mobile },
            ["受理日期"] = TypedDay.Of(accepted, state.Number),
            ["办结日期"] = over ? TypedDay.Of(accepted.AddDays(random.Between(1, 5)), state.Number / 2) : state.Number % 2 == 0 ? "—" : null,
            ["结果"] = word ?? (state.Number % 2 == 0 ? "/" : null),
        };
        if (state.IsDirty)
        {
            entry.Add(Feed, key, state.ChangedAt, body, Spoil(state.Number, body, entry, person.IdNo));
            return entry.Build();
        }
        entry.Add(Feed, key, state.ChangedAt, body);
        entry.Expect($"{file}-{line}", null, PlatformCode.Fields(key, code, person.Name, status));
        return entry.Build();
    }

    private static (string? Word, string Status) Result(EntryState state, SeededRandom random)
    {
        if (state.Revision > 0)
        {
            return state.Revision % 2 == 1 ? ("已办结", "done") : ("同意", "done");
        }
        var draw = random.Next(100);
        var at = 0;
        while (draw >= Results[at].Share)
        {
            draw -= Results[at++].Share;
        }
        return (Results[at].Word, Results[at].Status);
    }

    private static IReadOnlyList<PlantedFault> Spoil(int number, Dictionary<string, object?> body, EntryBuilder entry, string idNo)
    {
        switch (number % 3)
        {
            case 0:
                // Typed as a number, it lost its last digits.
                body["身份证"] = double.Parse(idNo[..17] + "0", CultureInfo.InvariantCulture);
                return [new PlantedFault(Feed, "applicant.idNo", "bad-check")];
            case 1:
                body["身份证"] = entry.Note("idNumber", IdNumber.Spoil(idNo));
                return [new PlantedFault(Feed, "applicant.idNo", "bad-check")];
            default:
                body["事项"] = "其他事项";
                return [new PlantedFault(Feed, "item.code", "unmapped-code")];
        }
    }

    private static string Wide(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(c => (char)(c - '0' + '０')));
}
