using System.Globalization;
using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Generation;

/// <summary>The 35 units of the zone with their share of the volume, and the items of each.</summary>
internal sealed class Catalogue
{
    private readonly double[] _cumulative;

    public Catalogue()
    {
        var units = new List<Unit>();
        var items = new Dictionary<string, IReadOnlyList<Item>>(StringComparer.Ordinal);
        for (var i = 0; i < Lines.Length; i++)
        {
            var parts = Lines[i].Split(':');
            var unit = new Unit(Uscc.Create(i >= 28 ? "12" : "11", 100 + i), parts[0]);
            units.Add(unit);
            items[unit.Name] = parts[1].Split('|').Select((text, n) => CreateItem(unit, i, n, text)).ToArray();
        }
        Units = units;
        Items = items;
        var sum = 0.0;
        _cumulative = new double[Units.Count];
        for (var i = 1; i < Units.Count; i++)
        {
            _cumulative[i] = sum += Weight(i);
        }
    }

    /// <summary>The first is the livelihood bureau, which has a system of its own.</summary>
    public IReadOnlyList<Unit> Units { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<Item>> Items { get; }

    public Unit Livelihood => Units[0];

    /// <summary>One of the other units, by its share.</summary>
    public Unit PickProvincial(SeededRandom random)
    {
        var at = random.NextDouble() * _cumulative[^1];
        for (var i = 1; i < _cumulative.Length; i++)
        {
            if (at < _cumulative[i])
            {
                return Units[i];
            }
        }
        return Units[^1];
    }

    // Seven busy units, then a steep tail: as published for the zone, eight units (with the livelihood bureau) lie above the
    // average and many handle a handful a year.
    private static double Weight(int rank) => rank <= 7 ? 100 / Math.Pow(rank, 0.35) : 45 * Math.Pow(7.0 / rank, 2.2);

    // name>certificate, the kind of item is its two letters: XK licence, QR confirmation, JF payment, GG public service, QT other.
    private static Item CreateItem(Unit unit, int unitIndex, int n, string text)
    {
        var parts = text.Split(',');
        var kind = parts[1];
        var type = kind switch { "XK" => "01", "JF" => "05", "QR" => "07", "GG" => "20", _ => "10" };
        var catalog = $"00{type}{unitIndex + 1:D2}{n + 1:D3}000";
        var local = string.Create(CultureInfo.InvariantCulture, $"350521{unitIndex + 101:D3}{kind}{n + 1001:D5}");
        return new Item(local, unit.Code + "4" + catalog, catalog, parts[0], 1 + (unitIndex + n) % 3, 3 + (unitIndex * 5 + n * 3) % 18, parts.Length > 2 ? parts[2] : null);
    }

    private static readonly string[] Lines =
    [
        "泉州台商投资区民生保障局:高龄老人津贴发放,JF|最低生活保障对象认定,QR,最低生活保障金领取证|特困人员救助供养,JF|残疾人两项补贴资格认定,QR|城乡居民基本养老保险参保登记,GG|社会保险关系转移接续,GG|生育登记,GG,生育服务登记证|临时救助对象认定,JF|医疗救助对象待遇核准,JF|就业困难人员认定,QR,就业创业证|民办幼儿园设立审批,XK,民办学校办学许可证|内地居民结婚登记,QR,结婚证|退役军人优待证申领,GG|劳务派遣经营许可,XK,劳务派遣经营许可证",
        "泉州台商投资区市场监督管理局:个体工商户设立登记,XK,营业执照|有限责任公司设立登记,XK,营业执照|企业变更登记,XK,营业执照|食品经营许可,XK,食品经营许可证|特种设备使用登记,XK,特种设备使用登记证",
        "泉州市公安局台商投资区分局:户口迁移审批,QR|居住证申领,GG,居住证|往来台湾通行证签发,XK,往来台湾通行证|旅馆业特种行业许可,XK,特种行业许可证",
        "国家税务总局泉州台商投资区税务局:增值税一般纳税人登记,QR|发票票种核定,XK|清税证明开具,GG,清税证明",
        "泉州台商投资区自然资源与规划局:国有建设用地使用权首次登记,QR,不动产权证书|房屋所有权转移登记,QR,不动产权证书|建设工程规划许可,XK,建设工程规划许可证",
        "泉州台商投资区行政审批局:公共场所卫生许可,XK,卫生许可证|印章刻制备案,QT|道路运输经营许可,XK,道路运输经营许可证",
        "泉州台商投资区建设交通局:建筑工程施工许可,XK,建筑工程施工许可证|占用挖掘城市道路审批,XK,占用挖掘道路许可证|商品房预售许可,XK,商品房预售许可证",
        "泉州台商投资区教育文体旅游局:教师资格认定,QR,教师资格证书|娱乐场所设立审批,XK,娱乐经营许可证",
        "泉州台商投资区环境与国土资源局:建设项目环境影响评价审批,XK|排污许可,XK,排污许可证",
        "泉州台商投资区农林水局:农药经营许可,XK,农药经营许可证|取水许可,XK,取水许可证",
        "泉州台商投资区科技经济发展局:企业投资项目备案,QT|外商投资项目核准,XK",
        "泉州台商投资区应急管理局:危险化学品经营许可,XK,危险化学品经营许可证|烟花爆竹零售许可,XK,烟花爆竹经营许可证",
        "泉州台商投资区城市管理局:户外广告设置审批,XK|城市建筑垃圾处置核准,XK",
        "泉州台商投资区卫生健康局:医疗机构执业登记,XK,医疗机构执业许可证|护士执业注册,XK,护士执业证书",
        "泉州台商投资区财政局:会计代理记账机构执业许可,XK,代理记账许可证书|政府采购投诉处理,QT",
        "泉州台商投资区消防救援大队:公众聚集场所消防安全检查,XK",
        "泉州台商投资区司法局:法律援助审批,JF|公证员执业初审,QT",
        "泉州台商投资区医疗保障局:异地就医备案,GG|生育保险待遇支付,JF",
        "泉州台商投资区住房公积金管理部:住房公积金提取,GG|住房公积金贷款审核,QT",
        "泉州台商投资区民族宗教事务局:宗教活动场所登记,XK",
        "泉州台商投资区侨务办公室:华侨身份认定,QR",
        "泉州台商投资区台港澳事务办公室:台胞投资企业确认,QR",
        "泉州台商投资区统计局:统计调查项目审批,XK",
        "泉州台商投资区档案局:延期移交档案审批,QT",
        "泉州台商投资区气象局:防雷装置设计审核,XK",
        "泉州台商投资区海事处:船舶国籍登记,QR",
        "泉州台商投资区烟草专卖局:烟草专卖零售许可,XK,烟草专卖零售许可证",
        "泉州台商投资区新闻出版局:出版物零售单位设立审批,XK,出版物经营许可证",
        "洛阳镇人民政府:农村村民宅基地审批,XK,农村宅基地批准书|乡村建设规划许可初审,XK",
        "东园镇人民政府:农村村民住宅建设审批,XK|林木采伐许可,XK,林木采伐许可证",
        "张坂镇人民政府:农村集体经济组织登记,QR|兵役登记,QT",
        "百崎回族乡人民政府:少数民族成分变更初审,QT|农村危房改造补助,JF",
        "泉州台商投资区供水服务中心:新增用水报装,GG",
        "泉州台商投资区供电服务中心:低压居民新装,GG",
        "泉州台商投资区燃气服务中心:管道燃气过户,GG",
    ];
}
