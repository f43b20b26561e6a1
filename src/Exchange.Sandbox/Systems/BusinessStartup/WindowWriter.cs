using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.BusinessStartup;

/// <summary>Writes the registration with its licence and parties; the cases below it are <see cref="LegWriter"/>'s.</summary>
internal sealed class WindowWriter(Window window)
{
    private const string Item = "350521103XK01001";
    private readonly EntryBuilder _entry = new(window.Number);

    public Entry Write()
    {
        _entry.Note("organisation", window.Company);
        _entry.Note("organisationCode", window.CreditCode);
        var legs = window.Code is "1" or "3";
        // A defect sits in one record of the window, the registration itself or one of a leg.
        var spoilt = !window.State.IsDirty ? null : legs ? ((string[])["applications", "directors", "seals", "social-insurances", "taxes"])[window.State.Number % 5] : "applications";
        if (!window.State.IsWithheld)
        {
            AddApplication(spoilt == "applications");
        }
        if (window.Code != "0")
        {
            AddParties(spoilt == "directors");
        }
        if (window.IsGranted)
        {
            AddLicence();
        }
        if (legs)
        {
            new LegWriter(window, _entry, spoilt).Write();
        }
        return _entry.Build();
    }

    private void AddApplication(bool spoilt)
    {
        var status = window.Code switch { "0" => "draft", "1" => "in-process", "5" => "not-accepted", "6" => "void", "7" => "pre-rejected", _ => "done" };
        var legal = _entry.Use(window.People[0]);
        // Some registrations are sent again after everything below them.
        var at = window.Stamp(window.State.Number % 6 == 2 ? window.Last : window.FinishedAt?.AddSeconds(5) ?? window.AcceptedAt ?? window.AppliedAt);
        var body = new Dictionary<string, object?>
        {
            ["SLH"] = window.Number,
            ["ITEM_CODE"] = Item,
            ["ITEM_NAME"] = "公司设立登记",
            ["DEPT_CODE"] = Department,
            ["DEPT_NAME"] = "市场监督管理局台商投资区分局",
            ["AREA_CODE"] = window.Town.Code,
            ["SQFS"] = window.State.Number % 4 == 0 ? "2" : "1",
            ["COMPANY_NAME"] = window.Company,
            ["COMPANY_TYPECODE"] = window.Kind,
            ["SOCIAL_CREDITUNICODE"] = window.KnownCode(window.State.Number % 2 == 0 ? "" : "无"),
            ["REGISTER_ADDR"] = _entry.Note("address", PersonBook.Address(window.Random, window.Town)),
            ["BUSSINESS_SCOPE"] = "机械零部件加工；机械设备销售",
            ["INVESTMENT"] = $"{window.State.Number % 50 * 10 + 5 + window.State.Revision}.00",
            ["LEGAL_NAME"] = legal.Name,
            ["APPLY_TIME"] = SourceTime.Text(window.AppliedAt),
            ["ACCEPT_TIME"] = SourceTime.Text(window.AcceptedAt),
            ["FINISH_TIME"] = SourceTime.Text(window.FinishedAt),
            ["RUN_STATUS"] = spoilt ? "99" : window.Code,
            ["HANDLE_OPINION"] = window.Code switch { "3" => "准予设立", "4" => "名称与他人近似", "5" => "材料不全，退件", "6" => "强制结束", "7" => "预审不通过", _ => null },
            ["UPDATE_TIME"] = SourceTime.Text(at),
        };
        if (spoilt)
        {
            _entry.Add("applications", window.Number, at, body, new PlantedFault("applications", "status", "unmapped-code"), new PlantedFault("applications", "result.outcome", "unmapped-code"));
            return;
        }
        _entry.Add("applications", window.Number, at, body);
        _entry.Expect(window.Number, null, PlatformCode.Fields(window.Number, Item, window.Company, status));
    }

    private void AddLicence()
    {
        var at = window.Stamp(window.FinishedAt!.Value.AddSeconds(5));
        _entry.Add("licences", window.Number, at, new Dictionary<string, object?>
        {
            ["SLH"] = window.Number,
            ["COMPANY_NAME"] = window.Company,
            ["SOCIAL_CREDITUNICODE"] = window.CreditCode,
            ["LICENCE_TYPE"] = $"{1 + window.State.Number % 3}",
            ["DEPT_CODE"] = Department,
            ["DEPT_NAME"] = "市场监督管理局台商投资区分局",
            ["ISSUE_DATE"] = SourceTime.Text(window.FinishedAt.Value, "yyyy-MM-dd"),
            ["VALID_TO"] = window.State.Number % 5 == 0 ? SourceTime.Text(window.FinishedAt.Value.AddYears(20), "yyyy-MM-dd") : "长期",
            ["UPDATE_TIME"] = SourceTime.Text(at),
        });
    }

    private void AddParties(bool spoilt)
    {
        var at = window.Stamp(window.AcceptedAt ?? window.AppliedAt);
        var taiwan = window.Kind is "6150" or "6250";
        var second = _entry.Use(window.People[1]);
        var permit = taiwan ? _entry.Note("otherDocument", $"{10_000_000 + window.State.Number * 7919 % 89_999_999:D8}") : null;
        var legalId = permit ?? window.People[0].IdNo;
        var kind = taiwan ? "70" : "10";
        Add("legal-persons", "1", at, new()
        {
            ["SEQ_NO"] = "1",
            ["LEGAL_NAME"] = window.People[0].Name,
            ["LEGAL_IDTYPE"] = kind,
            ["LEGAL_IDNO"] = window.State.Number % 20 == 3 ? legalId.ToLowerInvariant() : legalId,
            ["LEGAL_MOBILE"] = window.State.Number % 12 == 5 ? $"+86 {window.People[0].Mobile}" : window.People[0].Mobile,
        });
        Add("shareholders", "1", at, new()
        {
            ["SEQ_NO"] = "1",
            ["SHAREHOLDER_NAME"] = window.People[0].Name,
            ["SHAREHOLDER_IDTYPE"] = kind,
            ["SHAREHOLDER_IDNO"] = legalId,
            ["SHAREHOLDER_INVEST"] = "300",
            ["SHAREHOLDER_PERCENT"] = window.Kind == "9500" ? null : "60%",
        });
        if (window.Kind is not ("9500" or "4540"))
        {
            var organisation = window.State.Number % 3 == 0;
            Add("shareholders", "2", at, new()
            {
                ["SEQ_NO"] = "2",
                ["SHAREHOLDER_NAME"] = organisation ? _entry.Note("organisation", $"泉州{window.Town.Name[..2]}示例投资有限公司") : second.Name,
                ["SHAREHOLDER_IDTYPE"] = organisation ? "80" : "10",
                ["SHAREHOLDER_IDNO"] = organisation ? _entry.Note("organisationCode", Uscc.Create("91", window.State.Number)) : second.IdNo,
                ["SHAREHOLDER_INVEST"] = "200",
                ["SHAREHOLDER_PERCENT"] = "40%",
            });
            var supervisor = _entry.Use(window.People[2]);
            Add("supervisors", "1", at, new() { ["SEQ_NO"] = "1", ["SUPERVISOR_NAME"] = supervisor.Name, ["SUPERVISOR_IDTYPE"] = "10", ["SUPERVISOR_IDNO"] = supervisor.IdNo });
        }
        var wrong = spoilt ? _entry.Note("idNumber", IdNumber.Spoil(second.IdNo)) : second.IdNo;
        Add("directors", "1", at, new() { ["SEQ_NO"] = "1", ["DIRECTOR_NAME"] = second.Name, ["DIRECTOR_IDTYPE"] = "10", ["DIRECTOR_IDNO"] = wrong },
            spoilt ? [new PlantedFault("directors", "parties.idNo", "bad-check")] : []);
        string[] columns = ["MANAGER_NAME", "LIAISON_NAME", "FINANCE_NAME"];
        for (var i = 0; i < 3; i++)
        {
            var person = _entry.Use(window.People[i + 2]);
            var body = new Dictionary<string, object?> { ["RYLX"] = $"{i + 1}", ["MANAGER_NAME"] = "", ["LIAISON_NAME"] = "", ["FINANCE_NAME"] = "", ["MOBILE"] = person.Mobile };
            body[columns[i]] = person.Name;
            Add("officers", $"{i + 1}", at, body);
        }
    }

    private static string Department { get; } = Uscc.Create("11", 5203);

    private void Add(string feed, string key, DateTime at, Dictionary<string, object?> body, params IReadOnlyList<PlantedFault> faults)
    {
        body["SLH"] = window.Number;
        body["UPDATE_TIME"] = SourceTime.Text(at);
        _entry.Add(feed, $"{window.Number}-{key}", at, body, faults);
    }
}
