using System.Globalization;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.UtilityCompanies;

/// <summary>Writes what a company answers about an account that goes with a house.</summary>
internal sealed class ReceiptWriter(Company company, House house, long seed, EntryState state)
{
    /// <summary>The feed and the stream.</summary>
    public const string Feed = "transfers";
    private readonly SeededRandom _random = new(seed, "receipt" + company.Suffix, state.Number);

    /// <summary>The day the company did it, if the house is of the generated past.</summary>
    public DateTime Day => house.AcceptedAt.Date.AddDays(2 + state.Number % 4);

    /// <param name="changedAt">When the record was written.</param>
    /// <param name="more">Fields that are not of the receipt, such as the file it stands in.</param>
    public Entry Write(DateTime changedAt, IReadOnlyDictionary<string, object?> more)
    {
        var key = house.RegistrationNo + company.Suffix;
        var entry = new EntryBuilder(key);
        var buyer = entry.Use(house.Buyers[0]);
        entry.Use(house.Seller);
        entry.Note("address", house.Address);
        var draw = _random.NextDouble();
        var (word, opinion, status) = state.Revision > 0 || draw < 0.8 ? (company.Done.Word, company.Done.Opinion, "done")
            : draw < 0.92 ? (company.Open.Word, company.Open.Opinion, company.Open.Status)
            : (company.Refused.Word, company.Refused.Opinion, "done");
        var account = company.Account(house);
        var body = new Dictionary<string, object?>(more)
        {
            ["YWH"] = house.RegistrationNo,
            // A spreadsheet on the way took the leading zeros of some.
            ["HH"] = state.Number % 25 == 6 ? account.TrimStart('0') : account,
            ["YHM"] = house.Seller.Name,
            ["YDZ"] = state.Number % 3 == 1 ? $"台商区{house.Town.Name}{house.Town.Places[0]}{_random.Between(1, 90)}#{_random.Between(1, 12)}0{_random.Between(1, 4)}" : house.Address,
            ["XHM"] = state.Number % 30 == 8 ? buyer.Name + "　" : buyer.Name,
            ["XZJH"] = buyer.IdNo,
            ["XLXDH"] = state.Number % 9 == 5 ? "无" : buyer.Mobile,
            ["GHRQ"] = status == "done" ? WriteDay() : "/",
            ["CLJG"] = word,
            ["CLYJ"] = state.Revision > 0 ? $"{opinion}（{state.Revision}）" : opinion,
        };
        if (state.IsDirty)
        {
            entry.Add(Feed, key, changedAt, body, Spoil(body));
            return entry.Build();
        }
        entry.Add(Feed, key, changedAt, body);
        entry.Expect(key, house.RegistrationNo, PlatformCode.Fields(key, company.Item, buyer.Name, status));
        return entry.Build();
    }

    private string WriteDay()
    {
        var format = company.Days[state.Number % company.Days.Count];
        return format == "serial" ? Day.ToOADate().ToString("0", CultureInfo.InvariantCulture) : SourceTime.Text(Day, format);
    }

    private IReadOnlyList<PlantedFault> Spoil(Dictionary<string, object?> body)
    {
        switch (state.Number % 3)
        {
            case 0:
                body["XZJH"] = "3.50599E+17";
                return [new PlantedFault(Feed, "applicant.idNo", "bad-format")];
            case 1:
                body["CLJG"] = "其他";
                return [new PlantedFault(Feed, "status", "unmapped-code"), new PlantedFault(Feed, "result.outcome", "unmapped-code")];
            default:
                body["XHM"] = "";
                return [new PlantedFault(Feed, "applicant.name", "missing")];
        }
    }
}
