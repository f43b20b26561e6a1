using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Generation;

/// <summary>Invented enterprises and institutions with valid credit codes.</summary>
internal static class OrganisationBook
{
    private static readonly string[] Words = ["海丝", "闽台", "洛江湾", "锦榕", "鸿砚", "泉舟", "侨盛", "百瀚", "云鹭", "蓝屿", "恒垚", "嘉汐"];
    private static readonly string[] Trades = ["食品", "鞋服", "石材", "机械", "电子", "物流", "贸易", "建材", "茶业", "环保科技"];

    public static Applicant Create(SeededRandom random, Town town, Person legal, bool livelihood)
    {
        var name = $"{random.Pick(Words)}{random.Pick(Trades)}";
        var number = random.Next(1_000_000);
        var address = PersonBook.Address(random, town);
        var draw = random.NextDouble();
        if (!livelihood || draw < 0.6)
        {
            var code = Uscc.Create(draw < 0.8 ? "91" : "92", number);
            var (idType, idNo) = livelihood ? ("uscc", code) : random.NextDouble() switch
            {
                < 0.85 => ("uscc", code),
                < 0.93 => ("business-licence", code),
                _ => ("org-code", Uscc.OrganisationCode(code)),
            };
            return new Applicant("enterprise", $"泉州{name}有限公司", idType, idNo, legal.Name, address);
        }
        return draw switch
        {
            < 0.75 => new Applicant("institution", $"{town.Name}{random.Pick(town.Places)}小学", "uscc", Uscc.Create("12", number), legal.Name, address),
            < 0.9 => new Applicant("social-organisation", $"泉州{name}行业协会", "uscc", Uscc.Create("51", number), legal.Name, address),
            _ => new Applicant("government", $"{town.Name}{random.Pick(town.Places)}村民委员会", "uscc", Uscc.Create("54", number), legal.Name, address),
        };
    }
}
