using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.SupervisionMessages;

/// <summary>Writes the messages 0 to 9 of a case in the columns of the standard, with the columns vendors mix up.</summary>
internal sealed class SupervisionCaseWriter(long seed, EntryState state)
{
    /// <summary>Marks a message whose bytes are damaged on their way.</summary>
    public const string Spoilt = "#";
    private static readonly (string Code, string Name, string? Certificate)[] Items =
        [("350521109XK01002", "排污许可", "排污许可证"), ("350521112XK01002", "烟花爆竹零售许可", "烟花爆竹经营许可证"), ("350521113XK01001", "户外广告设置审批", null), ("350521110XK01001", "农药经营许可", "农药经营许可证")];

    private static readonly (string Status, int Share)[] Stages =
        [("submitted", 4), ("pre-rejected", 3), ("not-accepted", 4), ("accepted", 9), ("in-process", 15), ("suspended", 5), ("done", 30), ("delivered", 30)];

    private readonly SeededRandom _random = new(seed, SupervisionMessagesSystem.SystemId, state.Number);
    private readonly bool _compact = state.Number % 3 == 1;
    private EntryBuilder _entry = null!;
    private string _key = "";

    public Entry Write()
    {
        var draw = _random.Next(100);
        var at = 0;
        while (draw >= Stages[at].Share)
        {
            draw -= Stages[at++].Share;
        }
        var spoilt = state.IsDirty ? 1 + state.Number % 3 : 0;
        var status = spoilt == 3 ? "accepted" : state.Revision > 0 && at is 0 or 3 or 4 or 5 ? "done" : Stages[at].Status;
        var last = SourceTime.Whole(WorkingHours.AtOrBefore(state.MadeAt.AddMinutes(-_random.Between(2, 300)), _random));
        var applied = last.AddHours(-_random.Between(30, 200));
        _key = string.Create(CultureInfo.InvariantCulture, $"SB{applied:yyMMdd}{state.Number:D6}");
        _entry = new EntryBuilder(_key);
        var item = _random.Pick(Items);
        var person = _entry.Use(new PersonBook(seed).Get(_random.Next(PersonBook.Size)));
        var unit = Uscc.Create("11", 5209);
        AddApplication(item, person, applied, spoilt);
        if (status == "submitted")
        {
            return Build(item.Code, person.Name, status);
        }
        AddPreAcceptance(unit, applied.AddHours(1), status == "pre-rejected");
        if (status == "pre-rejected")
        {
            return Build(item.Code, person.Name, status);
        }
        if (state.Number % 7 == 3)
        {
            AddSupplement(applied.AddHours(2), applied.AddHours(4));
        }
        AddAcceptance(unit, item.Name, applied.AddHours(5), status == "not-accepted", spoilt == 3);
        if (status is not ("not-accepted" or "accepted"))
        {
            AddHandling(unit, applied.AddHours(8), status);
        }
        if (status is "done" or "delivered")
        {
            AddConclusion(unit, item.Certificate, last);
        }
        if (status == "delivered")
        {
            Add("deliveries", "1", last.AddMinutes(40), new() { ["LQRXM"] = person.Name, ["LQRZJLX"] = "SF", ["LQRSFZJHM"] = person.IdNo, ["LQFS"] = state.Number % 4 == 0 ? "02" : "1", ["LQSJ"] = Time(last.AddMinutes(40)) });
        }
        return Build(item.Code, person.Name, status);
    }

    private Entry Build(string item, string applicant, string status)
    {
        if (!state.IsDirty)
        {
            _entry.Expect(_key, null, PlatformCode.Fields(_key, item, applicant, status));
        }
        else if (state.Number % 3 == 2)
        {
            // Its acceptance is in quarantine: as far as anybody knows it was received.
            _entry.Expect(_key, null, atPlatform: null);
        }
        return _entry.Build();
    }

    private void AddApplication((string Code, string Name, string? Certificate) item, Person person, DateTime at, int spoilt)
    {
        var mobile = state.Number % 16 == 5 ? string.Concat(person.Mobile.Select(c => (char)(c - '0' + '０'))) : person.Mobile;
        var body = new Dictionary<string, object?>
        {
            ["SXBM"] = item.Code,
            ["SXMC"] = item.Name,
            ["FSXBM"] = "无",
            ["FSXMC"] = "无",
            ["SQRLX"] = "0",
            ["SQRMC"] = state.Number % 13 == 4 ? $" {person.Name}" : person.Name,
            ["SQRZJLX"] = "SF",
            ["SQRZJHM"] = spoilt == 1 ? _entry.Note("idNumber", IdNumber.Spoil(person.IdNo)) : person.IdNo,
            ["LXRXM"] = person.Name,
            ["LXRZJLX"] = "SF",
            ["LXRSFZJHM"] = person.IdNo,
            ["LXRSJ"] = mobile,
            ["LXRYX"] = "无",
            ["SBXMMC"] = $"{item.Name}{(state.Revision > 0 ? $"（{state.Revision}）" : "")}",
            ["SBCLQD"] = "身份证、申请表",
            ["TJFS"] = $"{_random.Next(2)}",
            ["SBHZH"] = $"HZ{_key[2..]}",
            ["SBSJ"] = Time(at),
            ["SBJTWD"] = "一号窗口",
            ["YSBLSH"] = null,
        };
        if (spoilt == 2)
        {
            body[Spoilt] = true;
        }
        Add("applications", "", at, body, spoilt switch
        {
            1 => [new("applications", "applicant.idNo", "bad-check")],
            2 => [new("applications", "$", "undecodable")],
            _ => [],
        });
    }

    private void AddPreAcceptance(string unit, DateTime at, bool refused) => Add("pre-acceptances", "", at, new()
    {
        ["YWLSH"] = $"YW{_key[2..]}",
        ["YSLBMMC"] = "区直部门",
        ["YSLBMZZJGDM"] = unit,
        ["BLRXM"] = Staff(),
        ["BLRGH"] = "07",
        ["YSLZTDM"] = refused ? "2" : "1",
        ["BSLYY"] = refused ? "不属本部门" : "",
        ["BJBZSM"] = "无",
        ["YSLSJ"] = Time(at),
        ["YSLJTDD"] = "一号窗口",
    });

    private void AddSupplement(DateTime asked, DateTime handed)
    {
        Add("supplement-notices", "", asked, new() { ["BZGZFCRXM"] = Staff(), ["BZGZYY"] = "缺少租赁合同", ["BZCLQD"] = "租赁合同", ["BZGZSJ"] = Time(asked) });
        Add("supplements", "", handed, new() { ["BZSLBLRXM"] = Staff(), ["BZCLQD"] = "租赁合同", ["BZSJ"] = Time(handed), ["BZSLJTDD"] = "一号窗口" });
    }

    // One vendor spells the column of the department's code in another way.
    private void AddAcceptance(string unit, string project, DateTime at, bool refused, bool spoilt) => Add("acceptances", "", at, new()
    {
        ["SLBMMC"] = "区直部门",
        [state.Number % 2 == 0 ? "SLBMZZJDDM" : "SLBMZZJGDM"] = unit,
        ["BLRXM"] = Staff(),
        ["BLRGH"] = "07",
        ["SLZTDM"] = spoilt ? "7" : refused ? "2" : "1",
        ["BSLYY"] = refused ? "不符合受理条件" : "",
        ["SLHZH"] = $"SL{_key[2..]}",
        ["SLSJ"] = Time(at),
        ["GXDXZQHDM"] = "350521106000",
        ["CXMM"] = "888888",
        ["GDBLSX"] = "20",
        ["GDBLSXDW"] = "G",
        ["GDSF"] = "0",
        ["XMMC"] = project,
        ["SLJTDD"] = "一号窗口",
        ["SLZLQD"] = "身份证、申请表",
        ["TJFS"] = "0",
        ["PDH"] = "A012",
    }, spoilt ? [new("acceptances", "events.action", "unmapped-code"), new("acceptances", "status", "unmapped-code")] : []);

    private void AddHandling(string unit, DateTime from, string status)
    {
        var over = status is "done" or "delivered";
        for (var i = 1; i <= (over ? 3 : 1); i++)
        {
            var at = from.AddHours(i);
            Add("steps", $"{i}", at, new()
            {
                ["SPBZH"] = $"{i}",
                ["SPHJDM"] = $"{i}",
                ["SPHJMC"] = i == 3 ? "无" : i == 1 ? "现场核查" : "科室审核",
                ["SPBMMC"] = "区直部门",
                ["SPBMZZJDMD"] = unit,
                ["SPRXM"] = Staff(),
                ["SPRZWDM"] = "01",
                ["SPRZWMC"] = "科长",
                ["SPYJ"] = "同意",
                ["SPSJ"] = Time(at),
                ["SPHJZTDM"] = "1",
            });
        }
        if (status != "suspended" && !(over && state.Number % 5 == 2))
        {
            return;
        }
        // Vendors write the name into the column of the code, and a phone into that of the approver.
        var mixed = state.Number % 2 == 1;
        var begin = from.AddHours(5);
        Add("special-procedures", "1", begin, new()
        {
            ["XH"] = "1",
            ["TBCXZL"] = mixed ? "延长审批" : "A",
            ["TBCXZLMC"] = "延长审批",
            ["TBCXKSRQ"] = Time(begin),
            ["TBCXPZR"] = mixed ? _entry.Note("phone", PersonBook.Mobile(_random)) : Staff(),
            [mixed ? "TBCXQDLYHYJ" : "TBCXQDLY"] = "专家评审",
            ["SQNR"] = "延长十个工作日",
            ["TBCXSX"] = "10",
            ["TBCXSXDW"] = "G",
        });
        if (over)
        {
            var end = begin.AddHours(6);
            Add("special-procedure-results", "1", end, new() { ["XH"] = "1", ["TBCXJG"] = "评审通过", ["JGCSRQ"] = SourceTime.Text(end, "yyyy-MM-dd"), ["TBCXJSRQ"] = Time(end), ["TBCXSFJE"] = "0" });
        }
    }

    private void AddConclusion(string unit, string? certificate, DateTime at)
    {
        var outcome = _random.NextDouble() switch { < 0.9 => "0", < 0.96 => "1", _ => "5" };
        var issued = outcome == "0" && certificate is not null;
        var body = new Dictionary<string, object?>
        {
            ["BJBMMC"] = "区直部门",
            ["BJBMZZJDDM"] = unit,
            ["BJJGDM"] = outcome,
            ["BJJGMS"] = outcome == "0" ? "准予许可" : "不予许可",
            ["ZFHTHYY"] = outcome == "0" ? "无" : "不符合条件",
            ["ZJGZMC"] = issued ? certificate : "无",
            ["ZJBH"] = issued ? string.Create(CultureInfo.InvariantCulture, $"JC{at.Year}{state.Number:D7}") : "无",
            ["ZJYXQX"] = issued ? SourceTime.Text(at.AddYears(5), "yyyy-MM-dd") : "/",
            ["FZGZDW"] = issued ? "区直部门" : "无",
            ["SFJE"] = state.Number % 4 == 2 ? (state.Number % 8 == 2 ? "1,250.50" : "80.00") : null,
            ["JEDWDM"] = state.Number % 4 == 2 ? "CNY" : null,
            ["BJSJ"] = Time(at),
        };
        Add("results", "", at, body);
        // The same message in the queues of those who want the money and the licence in it.
        if (body["SFJE"] is not null)
        {
            _entry.Add("fees", _key, Stamp(at), body);
        }
        if (issued)
        {
            _entry.Add("licences", _key, Stamp(at), body);
        }
    }

    private void Add(string feed, string part, DateTime at, Dictionary<string, object?> body, params IReadOnlyList<PlantedFault> faults)
    {
        body["SBLSH"] = _key;
        body["XZQHDM"] = "350521106000";
        body["SJBBH"] = $"{1 + state.Revision}";
        body["BZ"] = "无";
        // A day in the last of the reserve columns.
        body["BYZDD"] = "1900-01-01";
        _entry.Add(feed, part.Length == 0 ? _key : $"{_key}-{part}", Stamp(at), body, faults);
    }

    private DateTime Stamp(DateTime at) => state.Revision > 0 ? state.ChangedAt : at;

    private string Staff() => _entry.Note("staff", CaseGenerator.Handler(_random));

    private string Time(DateTime moment) => _compact ? SourceTime.Text(moment, "yyyyMMddHHmmss") : SourceTime.Text(moment);
}
