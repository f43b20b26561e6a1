using System.Globalization;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.RealEstate;

/// <summary>Writes the registration of a house: acceptance, holders, register, certificates, fees and the transfers that go with it.</summary>
/// <param name="house">The house.</param>
/// <param name="seed">The seed.</param>
/// <param name="state">The entry.</param>
/// <param name="isRecent">Whether it was changed after the generated past.</param>
internal sealed class RegistrationWriter(House house, long seed, EntryState state, bool isRecent)
{
    private const string Centre = "泉州台商投资区不动产登记中心";
    private static readonly string[] Areas = ["㎡", "m²", "平方米"];

    // AJZT, the canonical word where it is certain, and how many of a hundred stand in it.
    private static readonly (string Code, string? Status, int Share)[] Stages =
        [("1", "accepted", 5), ("2", "in-process", 12), ("3", null, 5), ("4", "done", 18), ("5", "delivered", 35), ("6", "delivered", 15), ("7", "not-accepted", 3), ("8", "done", 4), ("9", "suspended", 3)];

    private readonly SeededRandom _random = new(seed, RealEstateSystem.SystemId, state.Number);
    private readonly EntryBuilder _entry = new(house.RegistrationNo);

    public Entry Write()
    {
        var draw = _random.Next(100);
        var at = 0;
        while (draw >= Stages[at].Share)
        {
            draw -= Stages[at++].Share;
        }
        if (state.Revision > 0 && at < 3)
        {
            at = 3;
        }
        var (code, status, _) = Stages[at];
        var registered = code is "3" or "4" or "5" or "6";
        var kind = house.IsLinked ? "200" : _random.Pick<string>(["100", "300", "700", "200"]);
        var accepted = house.AcceptedAt;
        var entered = accepted.AddHours(_random.Between(20, 60));
        var unit = string.Create(CultureInfo.InvariantCulture, $"{house.Town.Code}001GB{state.Number % 100_000:D5}F{state.Number:D8}");
        AddUnit(unit);
        var spoilt = !state.IsDirty ? 0 : 1 + state.Number % 3;
        AddHolders(accepted, spoilt == 2);
        if (registered)
        {
            AddRegister(unit, entered, accepted, code is "5" or "6");
            AddFee(entered, spoilt == 3);
        }
        if (house.IsLinked)
        {
            AddTransfers(registered ? entered : accepted, registered);
        }

        var changed = Stamp(registered ? entered.AddHours(1) : accepted.AddMinutes(30));
        var body = new Dictionary<string, object?>
        {
            ["YWH"] = house.RegistrationNo,
            ["SLBH"] = $"SL{house.RegistrationNo[3..]}",
            ["DJLX"] = kind,
            ["QLLX"] = "4",
            ["DYBH"] = $"{state.Number}",
            ["LDGH"] = house.IsLinked ? "1" : "0",
            ["SQSJ"] = SourceTime.Text(accepted.AddMinutes(-_random.Between(5, 60))),
            ["SLSJ"] = SourceTime.Text(accepted),
            ["SLR"] = _entry.Note("staff", CaseGenerator.Handler(_random)),
            ["CNSJ"] = SourceTime.Text(accepted.Date.AddDays(6).AddHours(17)),
            ["AJZT"] = code,
            ["SHYJ"] = code switch { "8" => "不符合登记条件", "1" or "2" => null, _ => $"符合登记条件{(state.Revision > 0 ? $"（{state.Revision}）" : "")}" },
            ["SHSJ"] = code is "1" or "2" ? null : SourceTime.Text(entered.AddHours(-2)),
            ["DJJG"] = Centre,
            ["GXSJ"] = SourceTime.Text(changed),
        };
        // Of a dirty entry without register there is no fee to spoil: then it is the head.
        if (spoilt == 1 || (spoilt == 3 && !registered))
        {
            body["DJLX"] = "150";
            _entry.Add("applications", house.RegistrationNo, changed, body, new PlantedFault("applications", "item.code", "unmapped-code"), new PlantedFault("applications", "item.name", "unmapped-code"));
            return _entry.Build();
        }
        _entry.Add("applications", house.RegistrationNo, changed, body);
        var fields = PlatformCode.Fields(house.RegistrationNo, $"350521115QR00{kind}", house.Buyers[0].Name, status ?? "done")!;
        _entry.Expect(house.RegistrationNo, null, status is null ? fields.Where(f => f.Key != "RUN_STATUS").ToDictionary() : fields);
        return _entry.Build();
    }

    private DateTime Stamp(DateTime at) => isRecent ? state.ChangedAt : SourceTime.Whole(at);

    private void AddUnit(string unit) => _entry.Add("units", $"{state.Number}", house.AcceptedAt, new Dictionary<string, object?>
    {
        ["DYBH"] = $"{state.Number}",
        // Typists put spaces between the groups.
        ["BDCDYH"] = state.Number % 9 == 4 ? $"{unit[..6]} {unit[6..12]} {unit[12..19]} {unit[19..]}" : unit,
        ["ZL"] = _entry.Note("address", house.Address),
        ["JZMJ"] = $"{_random.Between(45, 260)}.{_random.Next(100):D2}",
        ["MJDW"] = _random.Pick(Areas),
        ["FWXZ"] = "市场化商品房",
        ["FWYT"] = "住宅",
    });

    private void AddHolders(DateTime accepted, bool spoilt)
    {
        var several = house.Buyers.Count > 1;
        var all = house.Buyers.Select((p, i) => (Person: p, Role: "1", Number: i + 1)).Append((Person: house.Seller, Role: "2", Number: house.Buyers.Count + 1));
        foreach (var (person, role, number) in all)
        {
            _entry.Use(person);
            var last = spoilt && number == house.Buyers.Count + 1;
            var at = Stamp(accepted.AddMinutes(5));
            _entry.Add("right-holders", $"{house.RegistrationNo}-{number}", at, new Dictionary<string, object?>
            {
                ["YWH"] = house.RegistrationNo,
                ["XH"] = $"{number}",
                ["QLRLX"] = role,
                ["QLRMC"] = person.Name,
                ["QLRXZ"] = "1",
                ["QLRZJLX"] = "1",
                ["QLRZJHM"] = last ? _entry.Note("idNumber", IdNumber.Spoil(person.IdNo)) : number == 1 && state.Number % 11 == 3 ? person.IdNo.ToLowerInvariant() : person.IdNo,
                ["DH"] = person.Mobile,
                ["DZ"] = $"泉州台商投资区{house.Town.Name}",
                ["GYFS"] = several && role == "1" ? "2" : "0",
                ["QLBL"] = several && role == "1" ? number == 1 ? "60%" : "40%" : null,
                ["GXSJ"] = SourceTime.Text(at),
            }, last ? [new PlantedFault("right-holders", "parties.idNo", "bad-check")] : []);
        }
    }

    private void AddRegister(string unit, DateTime entered, DateTime accepted, bool issued)
    {
        // Some counters write the brackets in full width, some in half width.
        var (open, close) = state.Number % 2 == 0 ? ("（", "）") : ("(", ")");
        var certificate = $"闽{open}{entered.Year}{close}泉州台商投资区不动产权第{state.Number:D7}号";
        var at = Stamp(entered);
        _entry.Add("registrations", house.RegistrationNo, at, new Dictionary<string, object?>
        {
            ["YWH"] = house.RegistrationNo,
            ["BDCDYH"] = unit,
            ["BDCQZH"] = certificate,
            ["ZSLX"] = "1",
            ["QLQSSJ"] = SourceTime.Text(accepted.AddYears(-6), "yyyy-MM-dd"),
            ["QLJSSJ"] = SourceTime.Text(accepted.AddYears(64), "yyyy-MM-dd"),
            ["QSZT"] = "1",
            ["DJSJ"] = SourceTime.Text(entered),
            ["DBR"] = _entry.Note("staff", CaseGenerator.Handler(_random)),
            ["DJJG"] = Centre,
            ["FJ"] = state.Number % 4 == 0 ? "/" : null,
            ["GXSJ"] = SourceTime.Text(at),
        });
        if (!issued)
        {
            return;
        }
        // Of a house owned in shares each holder has a certificate of his own.
        for (var i = 0; i < house.Buyers.Count; i++)
        {
            var number = i == 0 ? certificate : certificate.Replace($"{state.Number:D7}", $"{9_000_000 + state.Number:D7}", StringComparison.Ordinal);
            var issuedAt = Stamp(entered.AddHours(2));
            _entry.Add("certificates", $"{house.RegistrationNo}-{i}", issuedAt, new Dictionary<string, object?>
            {
                ["YWH"] = house.RegistrationNo,
                ["BDCQZH"] = number,
                ["ZSLX"] = "1",
                ["QLRMC"] = house.Buyers[i].Name,
                ["QLRZJHM"] = house.Buyers[i].IdNo,
                ["FZSJ"] = SourceTime.Text(entered.AddHours(2)),
                ["QLQSSJ"] = SourceTime.Text(accepted.AddYears(-6), "yyyy-MM-dd"),
                ["QLJSSJ"] = SourceTime.Text(accepted.AddYears(64), "yyyy-MM-dd"),
                ["QSZT"] = "1",
                ["DJJG"] = Centre,
                ["GXSJ"] = SourceTime.Text(issuedAt),
            });
        }
    }

    private void AddFee(DateTime entered, bool spoilt)
    {
        var land = state.Number % 5 == 1;
        var at = Stamp(entered.AddMinutes(-30));
        var number = $"JF{house.RegistrationNo[3..]}";
        _entry.Add("fees", number, at, new Dictionary<string, object?>
        {
            ["YWH"] = house.RegistrationNo,
            ["JFDH"] = number,
            ["SFXM"] = land ? "土地出让价款" : "不动产登记费",
            ["YSJE"] = land ? "1.25" : "80",
            ["SSJE"] = land ? "1.25" : "80",
            ["JEDW"] = spoilt ? "美元" : land ? "万元" : "元",
            ["JFR"] = house.Buyers[0].Name,
            ["JFSJ"] = SourceTime.Text(entered.AddMinutes(-30)),
            ["JFZT"] = "1",
            ["GXSJ"] = SourceTime.Text(at),
        }, spoilt ? [new PlantedFault("fees", "fees.amount", "missing")] : []);
    }

    private void AddTransfers(DateTime after, bool registered)
    {
        for (var company = 1; company <= 4; company++)
        {
            var done = registered && _random.Chance(0.85);
            var at = Stamp(after.AddHours(company));
            _entry.Add("linked-transfers", $"{house.RegistrationNo}-{company}", at, new Dictionary<string, object?>
            {
                ["YWH"] = house.RegistrationNo,
                ["GHLX"] = $"{company}",
                ["HH"] = house.Account(company),
                ["GHZT"] = done ? "2" : registered ? "1" : "0",
                ["GHSJ"] = done ? SourceTime.Text(after.AddHours(company)) : null,
                ["GXSJ"] = SourceTime.Text(at),
            });
        }
    }
}
