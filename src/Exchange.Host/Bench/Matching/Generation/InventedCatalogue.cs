using System.Globalization;

namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>35 departments with a few busy ones, and items in families of one to three.</summary>
internal sealed class InventedCatalogue
{
    private const int Departments = 35;
    private static readonly string[] Subjects =
    [
        "食品经营许可", "公共场所卫生许可", "个体工商户登记", "户外广告设置审批", "取水许可", "排污许可", "养老补贴", "临时救助", "医疗救助", "残疾人补贴认定", "教师资格认定", "道路运输经营许可",
        "建筑施工许可", "烟草零售许可", "林木采伐许可", "农药经营许可", "特种设备登记", "出版物经营许可", "居住证申领", "户口迁移审批", "不动产转移登记", "不动产抵押登记", "劳务派遣许可", "民办学校审批",
        "旅馆业许可", "娱乐场所审批", "生育登记", "社保关系转移", "公积金提取", "异地就医备案", "宅基地审批", "危房改造补助", "用水报装", "用电报装", "燃气过户", "法律援助审批",
    ];

    private static readonly string[] Kinds = ["新办", "变更", "延续", "注销", "补证"];
    private static readonly string[] Places = ["管委会", "民生保障局", "市场监督管理局", "行政审批局", "公安分局", "自然资源分局", "建设交通局", "农林水局", "应急管理局", "税务局"];

    private readonly Dictionary<int, List<InventedItem>> _families = [];
    private readonly List<List<int>> _ofDepartment = [];

    public InventedCatalogue(Dice dice)
    {
        var family = 0;
        for (var d = 0; d < Departments; d++)
        {
            var families = new List<int>();
            for (var f = dice.Between(3, 12); f > 0; f--)
            {
                _families[family] = Items(dice, d, family);
                families.Add(family++);
            }

            _ofDepartment.Add(families);
        }
    }

    public InventedItem Pick(Dice dice)
    {
        var families = _ofDepartment[dice.Zipf(Departments, 1.1)];
        var items = _families[families[dice.Zipf(families.Count, 0.9)]];
        return items[dice.Zipf(items.Count, 1)];
    }

    public IReadOnlyList<InventedItem> FamilyOf(InventedItem item) => _families[item.Family];

    private static List<InventedItem> Items(Dice dice, int department, int family)
    {
        var subject = Subjects[family % Subjects.Length] + (family >= Subjects.Length ? ((char)('甲' + 0)).ToString() + family.ToString(CultureInfo.InvariantCulture) : "");
        var count = dice.Between(1, 3);
        var items = new List<InventedItem>();
        for (var i = 0; i < count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"泉州台商投资区{Places[department % Places.Length]}{(department >= Places.Length ? "第" + (department / Places.Length + 1) + "分局" : "")}");
            var code = string.Create(CultureInfo.InvariantCulture, $"11350500XX{department:D6}XK");
            items.Add(new InventedItem(
                department,
                family,
                count == 1 ? subject : $"{subject}（{Kinds[i]}）",
                string.Create(CultureInfo.InvariantCulture, $"{code}40001{department:D2}{family:D3}{i + 1:D3}"),
                string.Create(CultureInfo.InvariantCulture, $"350521{department + 101:D3}XK{family * 10 + i:D5}"),
                code,
                place));
        }

        return items;
    }
}
