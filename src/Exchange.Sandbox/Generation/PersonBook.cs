using System.Globalization;
using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Generation;

/// <summary>Invented people: the same number of the same seed is always the same person.</summary>
internal sealed class PersonBook(long seed)
{
    public const int Size = 50_000;
    private const string Surnames = "林陈黄郑吴王张李蔡刘杨许曾郭庄苏谢何洪连骆杜康柯邱叶卢江傅施";
    private const string Middles = "晓志文嘉雅锦思宏建秋丽海永明泽惠春梓德佩";
    private const string Lasts = "䶮榕汐琪铭钧瑶炜岚淼鸿苇彬璇昊芸煊菀喆瑾";
    private static readonly string[] Dotted = ["阿依古丽·买合木提", "艾力·吐尔逊", "古丽娜尔·阿不都", "玛依拉·热合曼", "伊万·彼得罗夫"];

    public Person Get(int number)
    {
        var random = new SeededRandom(seed, "person", number);
        var birth = new DateOnly(1936, 1, 1).AddDays(random.Next(365 * 70));
        return new Person(Name(random), "id-card", IdNumber.Create(birth, random.Next(1000)), Mobile(random));
    }

    public static string Name(SeededRandom random)
    {
        if (random.Chance(0.01))
        {
            return random.Pick(Dotted);
        }
        var name = $"{Surnames[random.Next(Surnames.Length)]}{Middles[random.Next(Middles.Length)]}";
        return name + Lasts[random.Next(Lasts.Length)];
    }

    public static string Mobile(SeededRandom random) => "1990000" + random.Next(10_000).ToString("D4", CultureInfo.InvariantCulture);

    public static string Address(SeededRandom random, Town town)
        => $"福建省泉州市惠安县{town.Name}{random.Pick(town.Places)}{random.Pick(Lanes)}{random.Between(1, 399)}号";

    private static readonly string[] Lanes = ["下厝路", "滨海路", "侨兴街", "古厝巷", "海丝路", "杏秀路"];
}
