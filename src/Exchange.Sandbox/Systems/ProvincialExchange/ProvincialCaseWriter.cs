using System.Globalization;
using System.Xml.Linq;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.ProvincialExchange;

/// <summary>Writes the messages of a case: application, steps, pauses, fee, result with its file, evaluation, feedback.</summary>
internal sealed class ProvincialCaseWriter
{
    private const string Office = "市监分局";
    private static readonly (string Code, string Name, string? Certificate)[] Items =
        [("350521103XK01003", "食品经营许可", "食品经营许可证"), ("350521111XK01001", "公共场所卫生许可", "卫生许可证"), ("350521108QR01002", "教师资格认定", "教师资格证书"), ("350521120GG01001", "异地就医备案", null)];

    private static readonly string[] Channels = ["10", "10", "11", "12", "20", "20", "21", "22", "23", "24"];

    // The canonical status and how many of a hundred stand in it.
    private static readonly (string Status, int Share)[] Stages = [("submitted", 5), ("accepted", 10), ("in-process", 15), ("suspended", 5), ("done", 65)];

    private readonly EntryState _state;
    private readonly SeededRandom _random;
    private readonly EntryBuilder _entry;
    private readonly long _seed;
    private readonly string _case;
    private readonly string _serial;
    private readonly string _channel;
    private readonly Person _person;
    private readonly string _status;
    private readonly DateTime _applied;
    private readonly DateTime _accepted;
    private readonly DateTime _last;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public ProvincialCaseWriter(long seed, EntryState state)
    {
        (_seed, _state) = (seed, state);
        _random = new SeededRandom(seed, ProvincialExchangeSystem.SystemId, state.Number);
        _case = Number("applications");
        _entry = new EntryBuilder(_case);
        _person = _entry.Use(new PersonBook(seed).Get(_random.Next(PersonBook.Size)));
        _channel = _random.Pick(Channels);
        var draw = _random.Next(100);
        var at = 0;
        while (draw >= Stages[at].Share)
        {
            draw -= Stages[at++].Share;
        }
        // What is edited comes to its end.
        _status = state.Revision > 0 ? "done" : Stages[at].Status;
        _last = SourceTime.Whole(WorkingHours.AtOrBefore(state.MadeAt.AddMinutes(-_random.Between(2, 300)), _random));
        _accepted = _last.AddHours(-_random.Between(6, 120));
        _applied = _accepted.AddMinutes(-_random.Between(5, 600));
        _serial = string.Create(CultureInfo.InvariantCulture, $"FJPT{_applied:yyMMdd}{70000 + state.Number:D5}");
    }

    public Entry Write()
    {
        var item = _random.Pick(Items);
        var organisation = _random.Chance(0.4) ? OrganisationBook.Create(_random, _random.Pick(Town.All), _person, livelihood: false) : null;
        var applicant = organisation?.Name ?? _person.Name;
        AddApplication(item, organisation);
        if (_status != "submitted")
        {
            AddHandling();
        }
        if (_state.Number % 6 == 2 && _status != "submitted")
        {
            AddFee();
        }
        if (_status == "done")
        {
            AddResult(item, applicant);
        }
        if (_state.Number % 4 == 1)
        {
            Add("feedback", "99", _applied.AddMinutes(4), ProvincialMessage.Feedback(_case, _serial, "已接收", _applied.AddMinutes(4)));
        }
        if (!_state.IsDirty)
        {
            _entry.Expect(_case, null, PlatformCode.Fields(_case, item.Code, applicant, _status));
        }
        return _entry.Build();
    }

    private void AddApplication((string Code, string Name, string? Certificate) item, Applicant? organisation)
    {
        var spoilt = !_state.IsDirty ? 0 : organisation is null ? 1 + _state.Number % 3 : 2 + _state.Number % 2;
        var town = _random.Pick(Town.All);
        var idNo = spoilt == 1 ? _entry.Note("idNumber", IdNumber.Spoil(_person.IdNo)) : _person.IdNo;
        var channel = spoilt == 2 ? "77" : _channel;
        var mobile = _state.Number % 18 == 5 ? $"+86 {_person.Mobile}" : _person.Mobile;
        var address = _entry.Note("address", organisation?.Address ?? PersonBook.Address(_random, town));
        if (organisation is not null)
        {
            _entry.Note("organisation", organisation.Name);
            _entry.Note("organisationCode", organisation.IdNo);
        }
        var subject = organisation is null
            ? new XElement("Person", Attributes(
                ("ApplyName", _state.Number % 14 == 3 ? _person.Name + "\u00A0" : _person.Name), ("Sex", (_person.IdNo[16] - '0') % 2 == 1 ? "男" : "女"), ("Birthday", ""), ("CertificateType", "SF"),
                ("CertificateNumber", idNo), ("Address", address), ("Postcode", "362100"), ("MobilePhone", mobile), ("Mail", ""), ("Tel", ""), ("IdentificationStatus", "1")))
            : new XElement("Unit", Attributes(
                ("UnitName", organisation.Name), ("UnitCode", organisation.IdNo.Length == 18 ? Uscc.OrganisationCode(organisation.IdNo) : organisation.IdNo), ("UnitType", "QY"),
                ("LealPerson", _person.Name), ("Address", address), ("Postcode", "362100"), ("MobilePhone", mobile)));
        var body = ProvincialMessage.Case(
            _case, "10", channel, _applied, mislabelled: _state.Number % 2 == 0,
            new XElement("ApasInfo", Attributes(
                ("ServiceID", $"S{item.Code[^5..]}"), ("ServiceCode", item.Code), ("ServiceName", item.Name), ("OriginalServiceID", $"O{item.Code[^5..]}"), ("AreaCode", town.Code),
                ("ProjectName", $"{item.Name}{(_state.Revision > 0 ? $"（{_state.Revision}）" : "")}"), ("PromiseDay", "5"), ("SN", _serial), ("PWD", "888888"),
                ("DeclareTime", SourceTime.Text(_applied)), ("ReceiveDeptName", Office), ("ReceiveDeptCode", "XX0000035"))),
            new XElement("Proposer", Attributes(("ApplyType", organisation is null ? "0" : "1"), ("AreaCode", town.Code)).Append<object>(subject)),
            new XElement("Expresses"),
            new XElement("FormInfos", new XElement("FormInfo", Attributes(("UNID", $"F{_state.Number}"), ("FormName", "申请表"), ("FormAlias", "SQB")))),
            new XElement("Attrs", Enumerable.Range(1, _state.Number % 3).Select(i => new XElement("Attr", Attributes(
                ("UNID", $"{_case[..24]}A{i}"), ("Mode", i == 1 ? "upload" : "noneed"), ("Code", $"M0{i}"), ("SeqNo", $"{i}"), ("Name", i == 1 ? "身份证" : "营业执照"), ("FileName", i == 1 ? "a.jpg" : ""), ("OriginalMaterialID", ""))))));
        switch (spoilt)
        {
            case 0:
                Add("applications", "10", _applied.AddMinutes(1), body, channel);
                break;
            case 3:
                Add("applications", "10", _applied.AddMinutes(1), ProvincialMessage.Spoil(body), channel, new PlantedFault("applications", "content", "undecodable"));
                break;
            default:
                Add("applications", "10", _applied.AddMinutes(1), body, channel, spoilt == 1 ? new PlantedFault("applications", "applicant.idNo", "bad-check") : new PlantedFault("applications", "channel", "unmapped-code"));
                break;
        }
    }

    private void AddHandling()
    {
        AddStep(_state.Number % 2 == 0 ? "受理" : "窗口受理", _accepted, _accepted, "1");
        var span = _last - _accepted;
        if (_status != "accepted")
        {
            AddStep("科室审核", _accepted + span * 0.2, _accepted + span * 0.4, _state.Number % 11 == 4 ? "2" : "1");
        }
        var isSpecial = _state.Number % 2 == 0;
        if (_status == "suspended" || (_status == "done" && _state.Number % 5 == 0))
        {
            var begin = SourceTime.Whole(_accepted + span * 0.5);
            var node = Number("nodes");
            AddPause("pauses", "81", node, _status == "suspended" || isSpecial ? "3" : "1", begin, null);
            if (_status == "done")
            {
                AddPause("resumptions", "82", node, isSpecial ? "4" : "2", begin, SourceTime.Whole(_accepted + span * 0.7));
            }
        }
        if (_status == "done")
        {
            AddStep("决定", _accepted + span * 0.8, _accepted + span * 0.9, "1");
        }
    }

    private void AddStep(string name, DateTime from, DateTime to, string action)
    {
        var (begin, end) = (SourceTime.Whole(from), SourceTime.Whole(to));
        Add("steps", "80", end, ProvincialMessage.Case(_case, "80", _channel, end, mislabelled: false, ProvincialMessage.Node(
            ("code", "N01"), ("name", name), ("sName", ""), ("nextName", ""), ("nextUser", ""), ("processedUser", _entry.Note("staff", CaseGenerator.Handler(_random))),
            ("startTime", SourceTime.Text(begin)), ("modified", SourceTime.Text(end)), ("type", action), ("processedOpinion", _random.Chance(0.3) ? "" : "同意"),
            ("promiseEndTime", SourceTime.Text(end.AddDays(5))), ("remark", ""), ("documents", ""), ("attrs", ""))));
    }

    private void AddPause(string feed, string type, string node, string code, DateTime begin, DateTime? end)
        => Add(feed, type, end ?? begin, ProvincialMessage.Case(_case, type, _channel, end ?? begin, mislabelled: false, ProvincialMessage.Node(
            ("nodeGuid", node), ("code", code), ("sType", code is "1" or "2" ? "1" : "2"), ("reason", end is null ? "缺少材料或需专家评审" : "已补齐或评审通过"),
            ("beginTime", SourceTime.Text(begin)), ("endTime", SourceTime.Text(end) ?? ""))));

    private void AddFee()
    {
        var at = _accepted.AddMinutes(30);
        Add("fees", "25", at, ProvincialMessage.Case(_case, "25", _channel, at, mislabelled: false, ProvincialMessage.Node(
            ("PayOrdNum", $"PO{_serial[4..]}"), ("PayOrdDate", SourceTime.Text(at, "yyyy-MM-dd")), ("PayOrdTime", SourceTime.Text(at, "HH:mm:ss")), ("PayEBillCode", $"EB{_serial[4..]}"), ("PayState", "1"),
            ("chargeDetail", ProvincialMessage.Node(("Code", "S01"), ("Name", "证照工本费"), ("Unit", "本"), ("Standard", "10"), ("Amount", _state.Number % 12 == 2 ? "1,010.50" : "10.00")).Elements()))));
    }

    private void AddResult((string Code, string Name, string? Certificate) item, string holder)
    {
        var outcome = _random.NextDouble() switch { < 0.9 => "Y", < 0.97 => "N", _ => "E3" };
        var certificate = outcome == "Y" ? item.Certificate : null;
        var office = Uscc.Create("11", 5203);
        // Columns that must not be empty hold a word instead.
        Add("results", "85", _last, ProvincialMessage.Case(_case, "85", _channel, _last, mislabelled: false, ProvincialMessage.Node(
            ("xkfileNum", certificate is null ? "无" : string.Create(CultureInfo.InvariantCulture, $"FJ{_last.Year}{_state.Number:D7}")), ("xkfileName", certificate ?? "无"), ("xkcontent", outcome == "Y" ? "准予" : "不符合条件"),
            ("xkdeptName", Office), ("xkdeptCode", office), ("xkdecideTime", SourceTime.Text(_last.AddMinutes(-20))), ("effectTime", certificate is null ? "" : SourceTime.Text(_last, "yyyy-MM-dd")),
            ("closeTime", certificate is null ? "" : _state.Number % 3 == 0 ? "2099-12-31" : SourceTime.Text(_last.AddYears(3), "yyyy-MM-dd")), ("xkHolder", holder),
            ("processedUser", _entry.Note("staff", CaseGenerator.Handler(_random))), ("processedTime", SourceTime.Text(_last)), ("processedOpinion", "办结"),
            ("result", outcome), ("deliveryResult", "N"), ("makePublic", "是"))));
        if (certificate is not null && _state.Number % 3 == 1)
        {
            Add("result-files", "86", _last.AddMinutes(1), ProvincialMessage.Case(_case, "86", _channel, _last, mislabelled: false, new XElement("Attrs", new XElement("Attr", Attributes(
                ("UNID", $"{_case[..24]}R1"), ("Mode", "license"), ("Code", "ZZ01"), ("SeqNo", "1"), ("Name", certificate), ("FileName", "licence.pdf"), ("OriginalMaterialID", ""))))));
        }
        if (_state.Number % 3 == 2)
        {
            var at = _last.AddMinutes(90);
            Add("evaluations", "36", at, ProvincialMessage.Case(_case, "36", _channel, at, mislabelled: false, ProvincialMessage.Node(
                ("nodeName", "办结"), ("pf", $"{_random.Between(1, 7)}"), ("alternate", $"{_random.Between(2, 5)}"), ("appraisaID", $"PJ{_serial[4..]}"), ("writingevalue", "很快"), ("assessTime", SourceTime.Text(at)))));
        }
    }

    // The first message of a case bears its number.
    private void Add(string feed, string type, DateTime at, byte[] content, string? channel = null, params PlantedFault[] faults)
        => _entry.Add(feed, feed == "applications" ? _case : Number(feed), _state.Revision > 0 ? _state.ChangedAt : at, new Dictionary<string, object?>
        {
            ["type"] = type,
            ["action"] = _state.Revision > 0 ? "U" : "I",
            ["applyfrom"] = channel ?? _channel,
            ["content"] = content,
        }, faults);

    // The n-th message of a feed has the same number after an edit that adds others.
    private string Number(string feed)
    {
        var nth = _numbers[feed] = _numbers.GetValueOrDefault(feed) + 1;
        return new SeededRandom(_seed, "unid-" + feed, (_state.Number * 100L) + nth).RowKey().ToUpperInvariant();
    }

    private static object[] Attributes(params (string Name, string Value)[] attributes) => [.. attributes.Select(a => new XAttribute(a.Name, a.Value))];
}
