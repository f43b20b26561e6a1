using System.Globalization;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.RoadOccupation;

/// <summary>Writes an application to occupy or dig up a road, with what the agencies say and what it costs.</summary>
internal sealed class RoadWriter(long seed, EntryState state)
{
    public const string Applications = "applications";
    public const string Countersigns = "countersigns";
    public const string Fees = "fees";
    private const string Opinions = "opinions";

    private static readonly string[] Agencies = ["城市管理局", "公路事业发展中心", "公安交警大队", "自来水公司", "燃气公司", "广电网络公司"];
    private static readonly string[] Roads = ["示例大道", "滨湖路", "海江大道", "杏秀路", "东经一路"];
    private static readonly string[] Units = ["㎡", " m²", "平方米", ""];
    private readonly SeededRandom _random = new(seed, RoadOccupationSystem.SystemId, state.Number);

    public Entry Write()
    {
        var digs = _random.Chance(0.6);
        var stage = Pick();
        var finished = stage.Code is "3" or "4" or "6" or "7";
        // The newest record is as new as the entry; the older ones lie before it.
        var last = state.MadeAt;
        var applied = SourceTime.Whole(last.AddDays(-_random.Between(5, 20)));
        DateTime? accepted = stage.Code is "0" or "7" ? null : applied.AddMinutes(_random.Between(20, 300));
        var key = string.Create(CultureInfo.InvariantCulture, $"ZYWJ{applied:yyyyMMdd}{state.Number:D4}");
        var entry = new EntryBuilder(key);
        var contact = entry.Use(new PersonBook(seed).Get(_random.Next(PersonBook.Size)));
        var applicant = OrganisationBook.Create(_random, _random.Pick(Town.All), contact, livelihood: false);
        var code = Uscc.Create("91", _random.Next(1_000_000));
        entry.Note("organisation", applicant.Name);
        entry.Note("organisationCode", code);
        var objected = AddCountersigns(entry, key, accepted, last, stage.Code);
        if (stage.Code is "3")
        {
            AddFee(entry, key, last);
        }

        var road = _random.Pick(Roads);
        var from = last.Date.AddDays(_random.Between(1, 10));
        var body = new Dictionary<string, object?>
        {
            ["SQBH"] = key,
            ["XMMC"] = $"{road}{(digs ? "管道施工" : "临时占道")}{(state.Revision > 0 ? $"（变更{state.Revision}）" : "")}",
            ["SQDW"] = applicant.Name,
            ["TYSHXYDM"] = code,
            ["LXR"] = contact.Name,
            ["LXDH"] = state.Number % 15 == 4 ? "无" : contact.Mobile,
            ["ZYWJLX"] = digs ? "2" : "1",
            ["LDMC"] = road,
            ["QDZH"] = $"K{_random.Next(9)}+{_random.Next(1000):D3}",
            ["ZDZH"] = $"K9+{_random.Next(1000):D3}",
            ["ZYMJ"] = $"{_random.Between(20, 400)}{_random.Pick(Units)}",
            ["WJMJ"] = digs ? $"{_random.Between(5, 90)}.5{_random.Pick(Units)}" : "/",
            ["KSRQ"] = SourceTime.Text(from, "yyyy-MM-dd"),
            ["JSRQ"] = SourceTime.Text(from.AddDays(14), "yyyy-MM-dd"),
            ["SQSJ"] = SourceTime.Text(applied),
            ["SLSJ"] = SourceTime.Text(accepted),
            ["CNSJ"] = accepted is { } a ? SourceTime.Text(a.Date.AddDays(9).AddHours(17)) : null,
            ["BJSJ"] = finished ? SourceTime.Text(last) : null,
            ["ZT"] = stage.Code,
            ["JGSM"] = stage.Code switch { "3" => "准予许可", "4" => "道路竣工未满五年，公路部门不同意", "6" => "申请人撤回", "7" => "不属于本机关职权", _ => null },
            ["XKZH"] = stage.Code == "3" ? string.Create(CultureInfo.InvariantCulture, $"泉台城{(digs ? "挖" : "占")}〔{last.Year}〕第{state.Number:D4}号") : state.Number % 2 == 0 ? "" : null,
            // What is permitted need not be what was asked for.
            ["XKQSRQ"] = stage.Code == "3" ? SourceTime.Text(from, "yyyy-MM-dd") : null,
            ["XKJZRQ"] = stage.Code == "3" ? SourceTime.Text(from.AddDays(_random.Between(7, 14)), "yyyy-MM-dd") : null,
            ["FJLB"] = Files(key),
            ["GXSJ"] = SourceTime.Text(state.ChangedAt),
        };
        if (state.IsDirty && state.Number % 3 != 2)
        {
            entry.Add(Applications, key, state.ChangedAt, body, Spoil(body, code));
            return entry.Build();
        }
        entry.Add(Applications, key, state.ChangedAt, body);
        var fields = PlatformCode.Fields(key, digs ? "350521121XK00012" : "350521121XK00011", applicant.Name, stage.Status);
        // An objection suspends the case by a part of its own; which word then stands for the whole is the hub's to derive.
        entry.Expect(key, null, objected && fields is not null ? fields.Where(f => f.Key != "RUN_STATUS").ToDictionary() : fields);
        return entry.Build();
    }

    private (string Code, string Status) Pick()
    {
        var draw = _random.NextDouble();
        var at = draw switch { < 0.04 => 0, < 0.12 => 1, < 0.26 => 2, < 0.86 => 3, < 0.92 => 4, < 0.96 => 5, < 0.98 => 6, _ => 7 };
        return at switch
        {
            0 => ("0", "submitted"),
            1 => ("1", "accepted"),
            2 => ("2", "in-process"),
            3 => ("3", "done"),
            4 => ("4", "done"),
            5 => ("5", "supplement-requested"),
            6 => ("6", "withdrawn"),
            _ => ("7", "not-accepted"),
        };
    }

    // Agencies are asked side by side: their answers come in any order, some not yet, one may object.
    private bool AddCountersigns(EntryBuilder entry, string key, DateTime? accepted, DateTime last, string code)
    {
        if (accepted is not { } asked || code is "1" or "5" or "6")
        {
            return false;
        }
        var count = _random.Between(3, Agencies.Length);
        var objector = code == "4" ? 1 : code == "2" && _random.Chance(0.25) ? _random.Next(count) : -1;
        for (var i = 0; i < count; i++)
        {
            var result = i == objector ? "2" : code == "2" && i > objector && _random.Chance(0.5) ? "0" : _random.Chance(0.15) ? "3" : "1";
            DateTime? at = result == "0" ? null : SourceTime.Whole(asked + (last - asked) * (0.1 + 0.85 * _random.NextDouble()));
            var number = $"{key}-{i + 1:D2}";
            var body = new Dictionary<string, object?>
            {
                ["SQBH"] = key,
                ["HQXH"] = number,
                ["HQDW"] = Agencies[i],
                ["HQYJ"] = result switch { "0" => null, "2" => "影响通行，不同意", "3" => "同意，夜间施工并设置导改", _ => "同意" },
                ["HQJG"] = result,
                ["HQR"] = result == "0" ? null : entry.Note("staff", CaseGenerator.Handler(_random)),
                ["FQSJ"] = SourceTime.Text(asked.AddMinutes(10)),
                ["HQSJ"] = at is { } t && t < asked.AddMinutes(10) ? SourceTime.Text(asked.AddMinutes(10)) : SourceTime.Text(at),
                ["GXSJ"] = SourceTime.Text(at ?? asked.AddMinutes(10)),
            };
            var spoilt = state.IsDirty && state.Number % 3 == 2 && i == count - 1;
            if (spoilt)
            {
                body["HQJG"] = "5";
                body["GXSJ"] = SourceTime.Text(state.ChangedAt);
            }
            // Once spoilt and mended, the record is as new as that.
            var mended = !spoilt && state.Revision > 0 && i == count - 1;
            if (mended)
            {
                body["GXSJ"] = SourceTime.Text(state.ChangedAt);
            }
            entry.Add(Countersigns, number, SourceTime.Read((string)body["GXSJ"]!)!.Value, body, spoilt
                ? [new PlantedFault(Opinions, "events.action", "unmapped-code"), new PlantedFault(Opinions, "events.status", "unmapped-code"), new PlantedFault(Countersigns, "children.status", "unmapped-code")]
                : []);
        }
        return objector >= 0;
    }

    private void AddFee(EntryBuilder entry, string key, DateTime last)
    {
        var highway = _random.Chance(0.3);
        var yuan = _random.Between(5, 300) * 100m;
        var number = $"JF{key[4..]}";
        entry.Add(Fees, number, last, new Dictionary<string, object?>
        {
            ["SQBH"] = key,
            ["JKDH"] = number,
            ["SFXM"] = highway ? "公路路产损坏赔（补）偿费" : "城市道路挖掘修复费",
            ["XFJE"] = highway ? string.Create(CultureInfo.InvariantCulture, $"{yuan / 10_000:0.00##}") : string.Create(CultureInfo.InvariantCulture, $"{yuan:#,##0.00}"),
            ["JEDW"] = highway ? "万元" : "元",
            ["JFSJ"] = SourceTime.Text(last.AddHours(-1)),
            ["JFZT"] = "1",
            ["GXSJ"] = SourceTime.Text(last),
        });
    }

    private Dictionary<string, object?>[] Files(string key) => [.. Enumerable.Range(1, _random.Next(3)).Select(i => new Dictionary<string, object?>
    {
        ["FJBH"] = $"F{i}",
        ["FJMC"] = i == 1 ? "道路挖掘施工方案" : "交通组织方案",
        ["FJLX"] = i == 1 ? "3" : "1",
        ["FJDX"] = i == 1 ? 20480 : null,
        ["WJDZ"] = i == 1 ? $"/api/files/{key}-F{i}" : null,
    })];

    private IReadOnlyList<PlantedFault> Spoil(Dictionary<string, object?> body, string code)
    {
        if (state.Number % 3 == 0)
        {
            body["ZYWJLX"] = "9";
            return [new PlantedFault(Applications, "item.code", "unmapped-code"), new PlantedFault(Applications, "item.name", "unmapped-code")];
        }
        body["TYSHXYDM"] = Uscc.Spoil(code);
        return [new PlantedFault(Applications, "applicant.idNo", "bad-check")];
    }
}
