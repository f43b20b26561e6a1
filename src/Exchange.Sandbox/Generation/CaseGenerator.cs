using System.Globalization;
using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Generation;

/// <summary>Makes case number n of a system; the same seed, number and update time always give the same case.</summary>
internal sealed class CaseGenerator(long seed, Catalogue catalogue)
{
    private static readonly string[] StepNames = ["受理", "审查", "审核", "决定", "制证"];
    private static readonly string[] Opinions = ["材料齐全，同意受理。", "经审查，符合条件。", "同意。", "拟同意，报领导审定。", "情况属实，同意办理。"];
    private static readonly (string Name, string Way)[] MaterialKinds =
        [("身份证", "license"), ("申请表", "form"), ("户口簿", "paper"), ("营业执照", "license"), ("授权委托书", "upload"), ("场所平面图", "upload"), ("承诺书", "form"), ("银行账户证明", "paper"), ("信用信息核查", "noneed")];

    private readonly PersonBook _people = new(seed);

    /// <summary>Staff: the people who handle cases at the counters.</summary>
    public static string Handler(SeededRandom random) => PersonBook.Name(new SeededRandom(7, "staff", random.Next(120)));

    public SandboxCase Create(string system, int number, DateTime updatedAt)
    {
        var random = new SeededRandom(seed, system, number);
        var livelihood = system == SystemIds.Livelihood;
        var unit = livelihood ? catalogue.Livelihood : catalogue.PickProvincial(random);
        var item = random.Pick(catalogue.Items[unit.Name]);
        var town = random.Pick(Town.All);
        var immediate = random.Chance(0.45);
        var status = PickStatus(random, livelihood);
        var person = _people.Get(random.Next(PersonBook.Size));
        var applicant = CreateApplicant(random, person, town, livelihood);
        var handler = Handler(random);

        var last = WorkingHours.AtOrBefore(updatedAt.AddMinutes(-random.Between(1, 600)), random);
        DateTime? finished = status == CaseStatus.Done ? last : null;
        DateTime? accepted = status switch
        {
            CaseStatus.Submitted => null,
            CaseStatus.Accepted => last,
            _ when immediate => Earlier(last.AddMinutes(-random.Between(5, 60)), last, random),
            _ => Earlier(last.AddHours(-random.Between(8, 24 * 14)), last, random),
        };
        var start = accepted ?? last;
        var applied = random.Chance(0.3) ? start : Earlier(start.AddMinutes(-random.Between(3, 60 * 40)), start, random);
        var promised = accepted is { } a ? Promise(a, immediate ? 0 : item.PromiseDays) : (DateTime?)null;

        return new SandboxCase
        {
            Number = number,
            System = system,
            SourceNo = livelihood ? NationalNumber(item, applied, number) : $"QZ{Day(applied, "yyMMdd")}{number:D6}",
            NationalNo = livelihood || random.Chance(0.7) ? NationalNumber(item, applied, number) : null,
            ProvinceNo = livelihood ? null : $"FJPT{Day(applied, "yyMMdd")}{number:D5}",
            Unit = unit,
            Item = item,
            AreaCode = AreaCode(random, town, livelihood),
            CaseType = immediate ? "immediate" : "promised",
            Channel = random.Pick<string>(livelihood ? ["window", "window", "web", "mobile", "mail", "other"] : ["window", "window", "web", "web", "mail", "other"]),
            ProjectName = random.Chance(0.5) ? $"{applicant.Name}{item.Name}" : item.Name,
            Applicant = applicant,
            Contact = random.Chance(0.8) ? person : _people.Get(random.Next(PersonBook.Size)),
            Agent = !livelihood && random.Chance(0.2) ? _people.Get(random.Next(PersonBook.Size)) : null,
            Handler = handler,
            AppliedAt = applied,
            AcceptedAt = accepted,
            PromisedAt = promised,
            DueAt = promised is { } p && random.Chance(0.8) ? Promise(p, item.PromiseDays) : null,
            Status = status,
            Result = finished is { } end ? CreateResult(random, item, number, end, livelihood, new Row(random.RowKey(), updatedAt)) : null,
            Materials = livelihood ? [] : CreateMaterials(random, item),
            Steps = livelihood ? CreateSteps(random, status, start, last, handler, updatedAt) : [],
            Row = new Row(livelihood ? random.RowKey() : "", updatedAt),
        };
    }

    public static CaseResult CreateResult(SeededRandom random, Item item, int number, DateTime at, bool livelihood, Row row)
    {
        var draw = random.NextDouble();
        var outcome = draw < 0.92 ? "granted" : draw < 0.98 ? "refused" : livelihood ? "other" : "voided";
        if (outcome != "granted" || item.Certificate is null)
        {
            var text = outcome switch { "granted" => "准予，已办结", "refused" => "不符合法定条件，不予许可", _ => "申请人放弃办理" };
            return new CaseResult(outcome, at, text, null, null, null, null, row);
        }
        var from = at.Date;
        DateTime? until = livelihood ? null : random.Chance(0.4) ? new DateTime(2099, 12, 31) : from.AddYears(random.Between(1, 5)).AddDays(-1);
        var no = string.Create(CultureInfo.InvariantCulture, $"闽台投{item.LocalCode[6..9]}字〔{at.Year}〕第{number:D6}号");
        return new CaseResult(outcome, at, "准予，出证办结", item.Certificate, no, livelihood ? null : from, until, row);
    }

    /// <summary>The steps between acceptance and the last event; an undecided case has at most three.</summary>
    public static IReadOnlyList<Step> CreateSteps(SeededRandom random, string status, DateTime from, DateTime to, string handler, DateTime changedAt)
    {
        var count = status switch { CaseStatus.Accepted => 0, CaseStatus.InProcess => random.Between(1, 3), _ => random.Between(1, 4) };
        var steps = new List<Step>(count);
        var span = (to - from) / Math.Max(count, 1);
        for (var i = 0; i < count; i++)
        {
            var begin = Whole(from + span * i);
            var end = Whole(from + span * (i + 1));
            var action = random.Chance(0.93) ? "passed" : random.Chance(0.5) ? "returned" : "other";
            steps.Add(new Step(StepNames[i], action, begin, end, i == 0 ? handler : Handler(random), random.Pick(Opinions), new Row(random.RowKey(), changedAt)));
        }
        return steps;
    }

    private Applicant CreateApplicant(SeededRandom random, Person person, Town town, bool livelihood)
    {
        var address = PersonBook.Address(random, town);
        if (random.Chance(livelihood ? 0.12 : 0.45))
        {
            return OrganisationBook.Create(random, town, person, livelihood);
        }
        var draw = random.NextDouble();
        return draw switch
        {
            < 0.93 => new Applicant("person", person.Name, person.IdType, person.IdNo, null, address),
            < 0.96 => new Applicant("person", person.Name, "taiwan-permit", random.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture), null, address),
            < 0.98 => new Applicant("person", person.Name, "hk-macao-permit", $"H{random.Between(10_000_000, 99_999_999)}", null, address),
            _ => new Applicant("person", person.Name, "passport", $"E{random.Between(10_000_000, 99_999_999)}", null, address),
        };
    }

    private static IReadOnlyList<Material> CreateMaterials(SeededRandom random, Item item)
    {
        var first = random.Next(MaterialKinds.Length);
        return Enumerable.Range(0, random.Between(2, 4)).Select(i =>
        {
            var kind = (first + i * 2) % MaterialKinds.Length;
            return new Material(MaterialKinds[kind].Name, $"{item.LocalCode}-{kind + 1:D2}", MaterialKinds[kind].Way);
        }).ToArray();
    }

    private static string PickStatus(SeededRandom random, bool livelihood)
    {
        var draw = random.NextDouble();
        return livelihood
            ? draw switch { < 0.80 => CaseStatus.Done, < 0.93 => CaseStatus.InProcess, _ => CaseStatus.Accepted }
            : draw switch { < 0.77 => CaseStatus.Done, < 0.86 => CaseStatus.InProcess, < 0.92 => CaseStatus.Accepted, < 0.945 => CaseStatus.Suspended, _ => CaseStatus.Submitted };
    }

    // The provincial hall writes a region with 6, 9 or 12 digits, as the counter happened to key it.
    private static string AreaCode(SeededRandom random, Town town, bool livelihood)
        => livelihood ? town.Code : random.NextDouble() switch { < 0.7 => town.Code, < 0.9 => town.Code + "000", _ => town.Code[..6] };

    private static DateTime Promise(DateTime from, int days)
    {
        var end = from.Date.AddDays(days).AddHours(17.5);
        return end > from ? end : from;
    }

    private static DateTime Earlier(DateTime moment, DateTime limit, SeededRandom random)
    {
        var at = Whole(WorkingHours.AtOrBefore(moment, random));
        return at < limit ? at : limit;
    }

    private static DateTime Whole(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    // 31 characters of the item, the day and four of a number; past 9999 the first of the four becomes a letter.
    private static string NationalNumber(Item item, DateTime day, int number)
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var tail = number.ToString("D4", CultureInfo.InvariantCulture);
        if (number > 9999)
        {
            var n = number - 10_000;
            tail = string.Create(4, n, (span, v) =>
            {
                span[0] = (char)('A' + v / 46_656 % 26);
                span[1] = digits[v / 1_296 % 36];
                span[2] = digits[v / 36 % 36];
                span[3] = digits[v % 36];
            });
        }
        return item.TaskCode + Day(day, "yyyyMMdd") + tail;
    }

    private static string Day(DateTime day, string format) => day.ToString(format, CultureInfo.InvariantCulture);
}
