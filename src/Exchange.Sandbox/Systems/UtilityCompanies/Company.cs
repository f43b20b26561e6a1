using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.UtilityCompanies;

/// <summary>What a company calls things when it answers that an account goes with a house.</summary>
/// <param name="Number">Which account of a house it is: 1 water, 3 gas, 4 broadcasting.</param>
/// <param name="Suffix">Ends the number of the case.</param>
/// <param name="Item">The code of the item.</param>
/// <param name="Done">Its word for a transfer that is done.</param>
/// <param name="Refused">Its word for one that was refused.</param>
/// <param name="Open">Its word for one that is not over, with the canonical word.</param>
/// <param name="Days">How it writes a day.</param>
internal sealed record Company(int Number, string Suffix, string Item, (string Word, string Opinion) Done, (string Word, string Opinion) Refused, (string Word, string Status, string Opinion) Open, IReadOnlyList<string> Days)
{
    public static Company Water { get; } = new(1, "-S", "350521401GG00001", ("1", "过户成功"), ("3", "户名与登记不一致"), ("4", "suspended", "原户欠费，待缴清"), ["yyyy/M/d", "yyyy/M/d", "yyyy-MM-dd", "serial"]);

    public static Company Gas { get; } = new(3, "-Q", "350521403GG00001", ("Y", "已通气"), ("N", "户内设施不合格"), ("W", "suspended", "待上门检查"), ["yyyyMMdd", "yyyyMMdd", "yyyy-MM-dd"]);

    public static Company Broadcast { get; } = new(4, "-G", "350521404GG00001", ("已过户", ""), ("无此户", "该地址未开户"), ("欠费", "suspended", "欠收视费"), ["yyyy年M月d日", "yyyy年M月d日", "yyyy/M/d", "serial"]);

    /// <summary>The account in the length this company gives its accounts.</summary>
    public string Account(House house) => Number switch { 3 => house.Account(3)[2..], 4 => "35" + house.Account(4), _ => house.Account(Number) };
}
