using System.Globalization;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.ServiceEvaluation;

/// <summary>
/// Writes a case that may be evaluated with what was said about it: online, where 5 is the best, at the counter, where 1 is, and by the
/// supervision of deadlines. An evaluation may come before its case.
/// </summary>
internal sealed class ServiceWriter
{
    public const string Services = "services";
    public const string Evaluations = "evaluations";
    public const string HallEvaluations = "hall-evaluations";
    public const string Alerts = "alerts";
    private const string Compact = "yyyyMMddHHmmss";

    private readonly Catalogue _items;
    private readonly long _seed;
    private readonly EntryState _state;
    private readonly SeededRandom _random;
    private readonly DateTime _accepted;
    private readonly EntryBuilder _entry;
    private readonly string _number;
    private readonly Cases.Unit _unit;
    private readonly Cases.Item _item;

    public ServiceWriter(Catalogue items, long seed, EntryState state)
    {
        (_items, _seed, _state) = (items, seed, state);
        _random = new SeededRandom(seed, ServiceEvaluationSystem.SystemId, state.Number);
        _unit = _items.PickProvincial(_random);
        _item = _random.Pick(_items.Items[_unit.Name]);
        _accepted = SourceTime.Whole(WorkingHours.AtOrBefore(state.MadeAt.AddHours(-_random.Between(2, 200)), _random));
        _number = string.Create(CultureInfo.InvariantCulture, $"{_item.TaskCode}{_accepted:yyyyMMdd}{state.Number % 10_000:D4}");
        _entry = new EntryBuilder(_number);
    }

    public Entry Write()
    {
        var person = _entry.Use(new PersonBook(_seed).Get(_random.Next(PersonBook.Size)));
        var town = _random.Pick(Town.All);
        var done = _state.Revision > 0 || _random.Chance(0.75);
        var finished = _accepted + (_state.MadeAt - _accepted) * 0.8;
        var body = new Dictionary<string, object?>
        {
            ["projectNo"] = _number,
            ["taskCode"] = _item.TaskCode,
            ["taskName"] = _item.Name,
            ["deptCode"] = _unit.Code,
            ["deptName"] = _unit.Name,
            ["areaCode"] = _state.Number % 5 == 2 ? "351001" : town.Code + "000",
            ["userType"] = "1",
            ["userName"] = person.Name,
            ["certType"] = "111",
            ["certNo"] = _state.Number % 13 == 4 ? person.IdNo.ToLowerInvariant() : person.IdNo,
            ["mobile"] = _state.Number % 8 == 3 ? "无" : person.Mobile,
            ["proStatus"] = done ? "3" : "2",
            ["acceptDate"] = SourceTime.Text(_accepted, Compact),
            ["resultDate"] = done ? SourceTime.Text(finished, Compact) : "",
            ["customFields"] = string.Create(CultureInfo.InvariantCulture, $"A01,BS{_accepted:yyMMdd}{_state.Number % 10_000:D4},{town.Code}000"),
            ["serviceTime"] = SourceTime.Text(_state.ChangedAt, Compact),
        };
        var spoilt = !_state.IsDirty ? 0 : 1 + _state.Number % 3;
        IReadOnlyList<PlantedFault> faults = [];
        if (spoilt == 1)
        {
            body["proStatus"] = "8";
            faults = [new PlantedFault(Services, "status", "unmapped-code")];
        }
        else if (spoilt == 2)
        {
            body["certNo"] = _entry.Note("idNumber", IdNumber.Spoil(person.IdNo));
            faults = [new PlantedFault(Services, "applicant.idNo", "bad-check")];
        }
        _entry.Add(Services, _number, _state.ChangedAt, body, faults);
        if (faults.Count == 0)
        {
            _entry.Expect(_number, null, PlatformCode.Fields(_number, _item.TaskCode, person.Name, done ? "done" : "accepted"));
        }
        AddEvaluations(person.Name, done ? finished : _accepted, spoilt == 3);
        AddAlert(done);
        return _entry.Build();
    }

    private void AddEvaluations(string name, DateTime after, bool spoilt)
    {
        // One in eight is dated before the case was accepted.
        var at = SourceTime.Whole(_state.Number % 8 == 6 ? _accepted.AddHours(-20) : after.AddMinutes(_random.Between(1, 90)));
        if (spoilt || _state.Number % 2 == 0)
        {
            var score = spoilt ? "0" : $"{_random.Between(2, 5)}";
            AddEvaluation(1, name, at, score, spoilt ? [new PlantedFault(Evaluations, "evaluations.satisfaction", "unmapped-code")] : []);
        }
        else if (_state.Number % 4 == 1)
        {
            _entry.Add(HallEvaluations, $"HP{_state.Number:D8}", at, new Dictionary<string, object?>
            {
                ["BJBH"] = _number,
                ["PJBH"] = $"HP{_state.Number:D8}",
                ["MYD"] = $"{_random.Between(1, 3)}",
                ["PJQD"] = _random.Pick<string>(["PB", "PJQ", "EWM"]),
                ["PJNR"] = _random.Chance(0.5) ? "态度好" : "无",
                ["PJR"] = _random.Chance(0.5) ? name : "",
                ["PJSJ"] = SourceTime.Text(at),
                ["CKH"] = $"A{_random.Between(1, 30):D2}",
            });
        }
        if (_state.Revision > 0)
        {
            AddEvaluation(1 + _state.Revision, name, _state.ChangedAt, "4", []);
        }
    }

    private void AddEvaluation(int times, string name, DateTime at, string score, IReadOnlyList<PlantedFault> faults)
    {
        var key = $"PJ{_state.Number:D8}{times:D2}";
        _entry.Add(Evaluations, key, at, new Dictionary<string, object?>
        {
            ["projectNo"] = _number,
            ["appraisaID"] = key,
            ["nodeName"] = "办结",
            ["pf"] = $"{_random.Between(1, 7)}",
            ["alternate"] = score,
            ["evaluateType"] = times == 1 ? "1" : "2",
            ["userName"] = name,
            ["assessNumber"] = $"{times}",
            ["assessTime"] = SourceTime.Text(at),
            ["writingevalue"] = times == 1 ? "很快" : "回访后满意",
        }, [.. faults]);
    }

    private void AddAlert(bool done)
    {
        if (_state.Number % 5 != 3)
        {
            return;
        }
        var at = _accepted.Date.AddHours(8);
        _entry.Add(Alerts, $"YJ{_state.Number:D8}", at, new Dictionary<string, object?>
        {
            ["businessID"] = _number,
            ["warnID"] = $"YJ{_state.Number:D8}",
            ["ruleCode"] = "GZ-CQ-01",
            ["light"] = done ? "1" : "2",
            ["warnTime"] = SourceTime.Text(at, Compact),
            ["leftDays"] = done ? "1" : "-1",
            ["warnReason"] = done ? "距承诺办结时限 1 个工作日" : "已超承诺时限",
            ["dutyDept"] = _unit.Name,
            ["dutyDeptCode"] = _unit.Code,
            ["dealPerson"] = done ? _entry.Note("staff", CaseGenerator.Handler(_random)) : "",
            ["dealTime"] = done ? SourceTime.Text(at.AddHours(2), Compact) : "",
            ["dealContent"] = done ? "已催办，当日办结" : "",
            ["dealState"] = done ? "1" : "0",
        });
    }
}
