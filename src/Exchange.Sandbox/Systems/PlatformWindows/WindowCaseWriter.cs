using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.PlatformWindows;

/// <summary>Writes a case as a clerk keyed it, with its steps: states 0 to 7 of the window, phones and names as people type them.</summary>
internal static class WindowCaseWriter
{
    public const string Cases = "cases";
    public const string Steps = "steps";
    private const string Nothing = "1900-01-01 00:00:00";
    private static readonly Catalogue Catalogue = new();
    private static readonly string[] StepNames = ["受理", "审核", "批准"];

    // RUN_STATUS and how many of a hundred stand in it.
    private static readonly (string Code, int Share)[] States = [("0", 3), ("1", 22), ("2", 10), ("3", 52), ("4", 6), ("5", 3), ("6", 2), ("7", 2)];

    public static Entry Write(long seed, EntryState state)
    {
        var random = new SeededRandom(seed, PlatformWindowsSystem.SystemId, state.Number);
        var unit = Catalogue.PickProvincial(random);
        var item = random.Pick(Catalogue.Items[unit.Name]);
        var people = new PersonBook(seed);
        var person = people.Get(random.Next(PersonBook.Size));
        var draw = random.Next(100);
        var at = 0;
        while (draw >= States[at].Share)
        {
            draw -= States[at++].Share;
        }
        // What is edited comes to its end.
        var code = state.Revision > 0 && States[at].Code is "0" or "1" ? "3" : States[at].Code;
        var last = WorkingHours.AtOrBefore(state.MadeAt.AddMinutes(-random.Between(1, 300)), random);
        var accepted = SourceTime.Whole(last.AddHours(-random.Between(1, 60)));
        var created = accepted.AddSeconds(-random.Between(20, 900));
        var isOver = code is "2" or "3" or "4" or "5" or "6" or "7";
        var isAccepted = code is not ("0" or "7");
        var key = string.Create(CultureInfo.InvariantCulture, $"YC{created:yyMMdd}{state.Number:D6}");
        var entry = new EntryBuilder(key);
        var organisation = random.Chance(0.35) ? OrganisationBook.Create(random, random.Pick(Town.All), person, livelihood: false) : null;
        var agent = organisation is null ? null : entry.Use(people.Get(random.Next(PersonBook.Size)));
        entry.Use(person);
        if (organisation is not null)
        {
            entry.Note("organisation", organisation.Name);
            entry.Note("organisationCode", organisation.IdNo);
        }
        var granted = code == "3" && item.Certificate is not null;
        var body = new Dictionary<string, object?>
        {
            ["EXE_ID"] = key,
            ["ITEM_CODE"] = state.Number % 30 == 4 ? item.LocalCode.ToLowerInvariant() : item.LocalCode,
            ["ITEM_NAME"] = item.Name,
            ["SSBMBM"] = unit.Code,
            ["SQFS"] = "1",
            ["BSYHLX"] = organisation is null ? "1" : "2",
            ["SQRMC"] = organisation?.Name ?? person.Name,
            ["SQRZJLX"] = organisation is null ? "111" : organisation.IdType == "business-licence" ? "821" : "001",
            ["SQRSFZ"] = organisation?.IdNo ?? (state.Number % 20 == 7 ? person.IdNo.ToLowerInvariant() : person.IdNo),
            ["SQRSJH"] = state.Number % 15 == 3 ? Wide(person.Mobile) : person.Mobile,
            ["JBR_NAME"] = agent?.Name,
            ["JBR_ZJLX"] = agent is null ? null : "111",
            ["JBR_ZJHM"] = agent?.IdNo,
            ["SBMC"] = $"{item.Name}{(state.Revision > 0 ? $"（{state.Revision}）" : "")}",
            ["CNQXGZR"] = $"{item.PromiseDays}",
            ["RUN_STATUS"] = code,
            ["CREATE_TIME"] = SourceTime.Text(created),
            ["ACCEPT_TIME"] = isAccepted ? SourceTime.Text(accepted) : Nothing,
            ["END_TIME"] = isOver ? SourceTime.Text(SourceTime.Whole(last)) : Nothing,
            ["FINISH_GETTYPE"] = random.Chance(0.25) ? "02" : "01",
            ["XKFILE_NAME"] = granted ? item.Certificate : null,
            ["XKFILE_NUM"] = granted ? string.Create(CultureInfo.InvariantCulture, $"YC{last.Year}{state.Number:D6}") : null,
            ["EFFECT_TIME"] = granted ? SourceTime.Text(last, "yyyy-MM-dd") : null,
            ["CLOSE_TIME"] = granted ? state.Number % 3 == 0 ? "2099-12-31" : SourceTime.Text(last.AddYears(5), "yyyy-MM-dd") : null,
            ["REMARK"] = state.Number % 4 == 0 ? "无" : null,
            ["UPDATE_TIME"] = SourceTime.Text(state.ChangedAt),
        };
        if (state.IsDirty)
        {
            entry.Add(Cases, key, state.ChangedAt, body, Spoil(state.Number, body, entry, person));
            return entry.Build();
        }
        entry.Add(Cases, key, state.ChangedAt, body);
        entry.Expect(key, null, atPlatform: null);
        if (isAccepted)
        {
            AddSteps(entry, key, random, state, accepted, isOver ? SourceTime.Whole(last) : null);
        }
        return entry.Build();
    }

    private static void AddSteps(EntryBuilder entry, string key, SeededRandom random, EntryState state, DateTime accepted, DateTime? end)
    {
        var count = end is null ? random.Between(1, 2) : StepNames.Length;
        for (var i = 0; i < count; i++)
        {
            var from = end is { } e ? SourceTime.Whole(accepted + (e - accepted) * (i / (double)count)) : accepted.AddMinutes(10 * i);
            var isLast = i == count - 1;
            var isOpen = isLast && end is null;
            var task = $"{key}-{i + 1}";
            entry.Add(Steps, task, state.ChangedAt, new Dictionary<string, object?>
            {
                ["TASK_ID"] = task,
                ["EXE_ID"] = key,
                ["NAME"] = StepNames[i],
                ["TASK_STATUS"] = isOpen ? "1" : isLast ? "6" : "2",
                ["USER"] = entry.Note("staff", CaseGenerator.Handler(random)),
                ["OPINION"] = isOpen ? null : i == 0 ? "材料齐全，予以受理" : "无",
                ["START_TIME"] = SourceTime.Text(from),
                // A step that took no time has no end.
                ["END_TIME"] = isOpen ? Nothing : isLast ? null : SourceTime.Text(from),
                ["UPDATE_TIME"] = SourceTime.Text(state.ChangedAt),
            });
        }
    }

    private static IReadOnlyList<PlantedFault> Spoil(int number, Dictionary<string, object?> body, EntryBuilder entry, Person person)
    {
        if (number % 2 == 0)
        {
            body["RUN_STATUS"] = "55";
            return [new PlantedFault(Cases, "status", "unmapped-code")];
        }
        body["BSYHLX"] = "1";
        body["SQRZJLX"] = "111";
        body["SQRSFZ"] = entry.Note("idNumber", IdNumber.Spoil(person.IdNo));
        return [new PlantedFault(Cases, "applicant.idNo", "bad-check")];
    }

    private static string Wide(string digits) => string.Concat(digits.Select(c => (char)(c - '0' + '０')));
}
