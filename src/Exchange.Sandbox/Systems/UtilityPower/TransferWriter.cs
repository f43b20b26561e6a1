using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.UtilityPower;

/// <summary>Writes the transfer of a power account: the address need not be that of the register, leading zeros may be gone.</summary>
internal static class TransferWriter
{
    public const string Feed = "transfers";
    private const string Item = "350521402GG00001";

    /// <param name="house">The house.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="state">The entry.</param>
    /// <param name="isRecent">Whether it was changed after the generated past.</param>
    public static Entry Write(House house, long seed, EntryState state, bool isRecent)
    {
        var random = new SeededRandom(seed, "power", state.Number);
        var buyer = house.Buyers[0];
        var key = house.RegistrationNo + "-D";
        var entry = new EntryBuilder(key);
        entry.Use(buyer);
        entry.Use(house.Seller);
        var changed = isRecent ? state.ChangedAt : Friday(house.AcceptedAt.Date.AddDays(random.Between(2, 6))).AddHours(9.5);
        var draw = random.NextDouble();
        var (result, status) = state.Revision > 0 || draw < 0.78 ? ("00", "done") : draw < 0.88 ? ("01", "in-process") : draw < 0.94 ? ("10", "supplement-requested") : ("20", "done");
        var account = house.Account(2);
        var body = new Dictionary<string, object?>
        {
            ["YWH"] = house.RegistrationNo,
            // A spreadsheet on the way took the leading zeros of some.
            ["HH"] = state.Number % 25 == 6 ? account.TrimStart('0') : account,
            ["YHM"] = house.Seller.Name,
            ["YDZ"] = random.Chance(0.3) ? $"台商区{house.Town.Name}{random.Pick(house.Town.Places)}{random.Between(1, 90)}#{random.Between(1, 12)}0{random.Between(1, 4)}" : house.Address,
            ["XHM"] = state.Number % 30 == 8 ? buyer.Name + "　" : buyer.Name,
            ["XZJH"] = buyer.IdNo,
            ["XLXDH"] = buyer.Mobile,
            ["GHRQ"] = status == "done" ? SourceTime.Text(changed.AddHours(-random.Between(2, 20))) : null,
            ["CLJG"] = result,
            ["CLYJ"] = result switch { "00" => $"已完成{(state.Revision > 0 ? $"（{state.Revision}）" : "")}", "10" => "资料不符，待补", "20" => "户名与登记不一致", _ => null },
            ["GXSJ"] = SourceTime.Text(changed),
        };
        if (state.IsDirty)
        {
            entry.Add(Feed, key, changed, body, Spoil(state.Number, body));
            return entry.Build();
        }
        entry.Add(Feed, key, changed, body);
        entry.Expect(key, house.RegistrationNo, PlatformCode.Fields(key, Item, buyer.Name, status));
        return entry.Build();
    }

    private static DateTime Friday(DateTime day) => day.AddDays((DayOfWeek.Friday - day.DayOfWeek + 7) % 7);

    private static IReadOnlyList<PlantedFault> Spoil(int number, Dictionary<string, object?> body)
    {
        switch (number % 3)
        {
            case 0:
                body["XZJH"] = "3.50599E+17";
                return [new PlantedFault(Feed, "applicant.idNo", "bad-format")];
            case 1:
                body["CLJG"] = "55";
                return [new PlantedFault(Feed, "status", "unmapped-code"), new PlantedFault(Feed, "result.outcome", "unmapped-code")];
            default:
                body["XHM"] = "";
                return [new PlantedFault(Feed, "applicant.name", "missing")];
        }
    }
}
