namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>Invented names, addresses and numbers of nobody.</summary>
internal static class Invention
{
    private const string Surnames = "陈林黄张吴李王郑蔡刘许杨谢苏郭洪曾叶庄何邱周颜徐赖朱江施柯余傅潘卢詹胡高孙马廖罗赵沈方翁丁魏游董";
    private const string First = "志建文明国小晓丽美秀玉淑雅俊伟荣金海少艺永清振东春秋雪月凤梅婷诗思子宇浩泽梓欣佳怡嘉伯仲天德福庆祥世家宗耀光";
    private const string Last = "明华强伟军杰峰平辉芳英兰珍梅玲燕红霞萍娜敏静丽云花香珠莲妹治水土木火生财发旺根泉山河川林森鹏飞龙虎豪雄斌涵轩睿宸妍琪瑶璇菲瑜";
    private const string Rare = "䶮㛃犇垚堃喆翀璟祎曌燊";
    private static readonly string[] Long = ["阿依古丽·买买提", "努尔麦麦提·图尔荪", "古丽巴哈尔·艾山", "艾力·吐尔逊", "迪丽达尔·库尔班", "次仁·卓玛拉姆", "伊力哈木·阿卜杜拉"];
    private static readonly string[] Towns = ["洛阳镇", "东园镇", "张坂镇", "百崎回族乡"];
    private static readonly string[] Villages = ["云庄", "屿头", "梅岭", "杏田", "秀涂", "锦厝", "群山", "阳光", "霞星", "上塘", "前头", "莲埭", "白奇", "后海", "下埭", "浮山", "苍霞", "玉埕", "崧山", "仙石"];
    private static readonly string[] OrganisationWords = ["海丝", "鸿岳", "闽盛", "锦程", "瑞丰", "恒达", "天誉", "众鑫", "侨兴", "金禾", "鼎泰", "新翔", "百川", "启明", "万润", "宏图", "优品", "佳禾", "泓源", "凯越", "东渡", "星澜", "云帆", "嘉毓"];
    private static readonly string[] Trades = ["食品", "鞋业", "服饰", "石材", "机械", "电子科技", "物流", "贸易", "建材", "茶业", "环保科技", "餐饮管理", "汽车服务", "纺织", "文化传媒", "医疗器械"];

    public static string Person(Dice dice)
    {
        if (dice.Chance(0.006))
        {
            return dice.Pick(Long);
        }

        var surname = Surnames[dice.Zipf(Surnames.Length, 0.8)];
        var last = dice.Chance(0.01) ? dice.Pick(Rare) : Last[dice.Zipf(Last.Length, 0.3)];
        return dice.Chance(0.13) ? $"{surname}{last}" : $"{surname}{First[dice.Zipf(First.Length, 0.3)]}{last}";
    }

    /// <summary>A name in the family of another: its surname, and among brothers and sisters often the middle character.</summary>
    public static string Relative(Dice dice, string name)
    {
        if (name.Contains('·', StringComparison.Ordinal) || dice.Chance(0.3))
        {
            return Person(dice);
        }

        for (; ; )
        {
            var last = Last[dice.Zipf(Last.Length, 0.3)];
            var relative = name.Length == 3 && dice.Chance(0.4) ? $"{name[..2]}{last}" : $"{name[0]}{First[dice.Zipf(First.Length, 0.3)]}{last}";
            if (relative != name)
            {
                return relative;
            }
        }
    }

    public static string Organisation(Dice dice) =>
        $"{(dice.Chance(0.6) ? "泉州" : dice.Chance(0.5) ? "福建省" : "泉州台商投资区")}{dice.Pick(OrganisationWords)}{(dice.Chance(0.5) ? dice.Pick(OrganisationWords) : dice.Pick(Last))}{dice.Pick(Trades)}有限公司";

    public static string Address(Dice dice) =>
        $"福建省泉州市惠安县{dice.Pick(Towns)}{dice.Pick(Villages)}村{dice.Between(1, 28)}组{dice.Between(1, 260)}号";

    public static string Mobile(Dice dice) => "199" + dice.Below(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    public static bool IsRare(char character) => Rare.Contains(character, StringComparison.Ordinal);

    public static char AnyCharacter(Dice dice) => dice.Chance(0.5) ? dice.Pick(First) : dice.Pick(Last);
}
