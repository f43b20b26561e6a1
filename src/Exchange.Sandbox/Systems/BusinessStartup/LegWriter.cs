using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Systems.BusinessStartup;

/// <summary>Writes the cases below a registration, each in the columns and codes of its office, and the window's own list of them.</summary>
internal sealed class LegWriter(Window window, EntryBuilder entry, string? spoilt)
{
    private static readonly string[] Offices = ["公安机关", "税务局", "人力资源社会保障局", "医疗保障局、住房公积金管理中心", "开户银行"];
    private readonly bool _open = !window.IsGranted || window.IsNewlyGranted;
    private readonly Person _agent = entry.Use(window.People[1]);

    public void Write()
    {
        Write(1, 1.0, Seal);
        Write(2, 0.95, Tax);
        Write(3, 0.85, Social);
        Write(4, 0.8, Fund);
        Write(5, 0.7, Bank);
    }

    private void Write(int leg, double taken, Func<double, DateTime, (string Feed, Dictionary<string, object?> Body, string Item, string Status, PlantedFault[] Faults)> write)
    {
        var number = $"{window.Number}-0{leg}";
        // Both dice are always thrown, so that an edit finds the later legs as they were.
        var wanted = window.Random.NextDouble() < taken;
        var draw = window.Random.NextDouble();
        var at = _open ? window.AcceptedAt ?? window.AppliedAt : window.After(0.15 * leg);
        var stamp = window.Stamp(at);
        var leaf = wanted ? write(draw, at) : default;
        var state = !wanted ? "9" : leaf.Status switch { "received" => "0", "done" or "delivered" => "2", "not-accepted" => "3", "withdrawn" or "void" => "9", _ => "1" };
        entry.Add("legs", number, stamp, new Dictionary<string, object?>
        {
            ["SLH"] = window.Number,
            ["ZYWH"] = number,
            ["XH"] = $"{leg}",
            ["ZBLX"] = $"{leg}",
            ["BMMC"] = Offices[leg - 1],
            ["ZT"] = state,
            ["BJSJ"] = state == "2" ? SourceTime.Text(at) : null,
            ["UPDATE_TIME"] = SourceTime.Text(stamp),
        });
        if (!wanted)
        {
            return;
        }
        leaf.Body["ZYWH"] = number;
        leaf.Body["SLH"] = window.Number;
        leaf.Body["UPDATE_TIME"] = SourceTime.Text(stamp);
        entry.Add(leaf.Feed, number, stamp, leaf.Body, leaf.Faults);
        if (leaf.Faults.Length == 0)
        {
            entry.Expect(number, window.Number, PlatformCode.Fields(number, leaf.Item, window.Company, leaf.Status));
        }
    }

    private (string, Dictionary<string, object?>, string, string, PlantedFault[]) Seal(double draw, DateTime at)
    {
        var (code, status) = _open ? ("0", "received") : draw < 0.7 ? ("2", "done") : draw < 0.9 ? ("3", "delivered") : ("1", "in-process");
        var bad = spoilt == "seals";
        var made = status is "done" or "delivered";
        return ("seals", new Dictionary<string, object?>
        {
            ["COMPANY_NAME"] = window.Company,
            ["SOCIAL_CREDITUNICODE"] = window.KnownCode(""),
            ["JBR_NAME"] = _agent.Name,
            ["JBR_ZJLX"] = "SF",
            ["JBR_ZJHM"] = _agent.IdNo,
            ["SEAL_PACKAGE"] = made ? "标准四枚套餐" : "",
            ["SEALS"] = made
                ? (Dictionary<string, object?>[])[.. Enumerable.Range(1, 4).Select(i => new Dictionary<string, object?> { ["SEAL_ID"] = $"S{i}", ["YZLX"] = $"0{i}", ["YZBM"] = $"350599{window.State.Number * 4 + i:D7}" })]
                : Array.Empty<object>(),
            ["KZDW"] = made ? "示例印章有限公司" : "",
            ["SQSJ"] = SourceTime.Text(_open ? at : window.FinishedAt!.Value.AddMinutes(5) < at ? window.FinishedAt.Value.AddMinutes(5) : at),
            ["KZSJ"] = made ? SourceTime.Text(at) : null,
            ["ZT"] = bad ? "7" : code,
        }, "350521107GG00201", status, bad ? [new("seals", "status", "unmapped-code"), new("seals", "result.outcome", "unmapped-code")] : []);
    }

    private (string, Dictionary<string, object?>, string, string, PlantedFault[]) Tax(double draw, DateTime at)
    {
        var (code, status) = _open ? ("00", "received") : draw < 0.85 ? ("20", "done") : draw < 0.95 ? ("10", "accepted") : ("30", "not-accepted");
        var bad = spoilt == "taxes";
        return ("taxes", new Dictionary<string, object?>
        {
            ["DJXH"] = status == "done" ? $"10213505{window.State.Number:D12}" : "",
            ["NSRSBH"] = window.KnownCode("无"),
            ["NSRMC"] = window.Company,
            ["ZGSWJG"] = "台商投资区税务分局",
            ["FDDBR_ZJLX"] = "201",
            ["FDDBR_ZJHM"] = window.People[0].IdNo,
            ["FDDBR_XM"] = window.People[0].Name,
            ["ZCZB"] = $"{window.State.Number % 50 * 10 + 5}0000.00",
            ["HDPZ"] = status == "done" ? "增值税小规模纳税人" : "",
            ["FPLX"] = status == "done" ? "10" : "",
            ["SQSJ"] = SourceTime.Text(at.AddHours(-1)),
            ["BLSJ"] = status is "done" or "not-accepted" ? SourceTime.Text(at) : null,
            ["ZT"] = bad ? "88" : code,
        }, "350521130GG00301", status, bad ? [new("taxes", "status", "unmapped-code")] : []);
    }

    private (string, Dictionary<string, object?>, string, string, PlantedFault[]) Social(double draw, DateTime at)
    {
        var (code, status) = _open ? ("1", "in-process") : draw < 0.85 ? ("2", "done") : draw < 0.93 ? ("1", "in-process") : ("3", "supplement-requested");
        var bad = spoilt == "social-insurances";
        var unit = status == "done" ? $"350599{window.State.Number:D8}" : "";
        return ("social-insurances", new Dictionary<string, object?>
        {
            ["DWBH"] = unit,
            ["AAB001"] = unit,
            ["AAB003"] = window.KnownCode(""),
            ["AAB004"] = window.Company,
            ["AAC003"] = _agent.Name,
            ["AAC058"] = bad ? "77" : "01",
            ["AAE135"] = _agent.IdNo,
            ["AAE005"] = _agent.Mobile,
            ["CBRS"] = $"{1 + window.State.Number % 9}",
            ["AAE036"] = status != "done" ? "" : SourceTime.Text(at, window.State.Number % 4 == 1 ? "yyyyMMdd" : "yyyyMMddHHmmss"),
            ["ZT"] = code,
        }, "350521114GG00401", status, bad ? [new("social-insurances", "agent.idType", "unmapped-code")] : []);
    }

    private (string, Dictionary<string, object?>, string, string, PlantedFault[]) Fund(double draw, DateTime at)
    {
        var (code, status) = _open ? ("待开户", "received") : draw < 0.85 ? ("已开户", "done") : draw < 0.95 ? ("退回", "supplement-requested") : ("终止", "withdrawn");
        var done = status == "done";
        return ("medical-funds", new Dictionary<string, object?>
        {
            ["TYSHXYDM"] = window.KnownCode("/"),
            ["DWMC"] = window.Company,
            ["YBDWBH"] = done ? $"YB350599{window.State.Number:D5}" : "",
            ["GJJDWZH"] = done ? $"GJJ{window.State.Number:D9}" : "",
            ["JBRXM"] = _agent.Name,
            ["JBRZJLX"] = "1",
            ["JBRZJHM"] = _agent.IdNo,
            ["JCRS"] = $"{1 + window.State.Number % 9}",
            ["SLRQ"] = done ? SourceTime.Text(at.AddMinutes(-50)) : "",
            ["KHRQ"] = done ? SourceTime.Text(at) : "",
            ["ZT"] = code,
        }, "350521125GG00501", status, []);
    }

    private (string, Dictionary<string, object?>, string, string, PlantedFault[]) Bank(double draw, DateTime at)
    {
        var (code, status) = _open ? ("P", "received") : draw < 0.8 ? ("S", "done") : draw < 0.9 ? ("A", "accepted") : draw < 0.95 ? ("R", "not-accepted") : ("C", "withdrawn");
        return ("bank-accounts", new Dictionary<string, object?>
        {
            ["YHDM"] = "350599001",
            ["YHMC"] = "示例银行泉州台商投资区支行",
            ["KHMC"] = window.Company,
            ["TYXYDM"] = window.KnownCode(null),
            ["ZHXZ"] = "基本存款账户",
            ["ZH"] = status == "done" ? entry.Note("account", $"990000{window.State.Number:D13}") : null,
            ["DLRXM"] = _agent.Name,
            ["DLRZJLX"] = "110001",
            ["DLRZJHM"] = _agent.IdNo,
            ["DLRDH"] = _agent.Mobile,
            ["YYSJ"] = Epoch(at.AddHours(-2)),
            ["KHSJ"] = status == "done" ? Epoch(at) : null,
            ["ZT"] = code,
        }, "350521199GG00601", status, []);
    }

    private static long Epoch(DateTime moment) => new DateTimeOffset(moment, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
}
