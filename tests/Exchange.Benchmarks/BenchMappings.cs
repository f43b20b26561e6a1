using Exchange.Abstractions.Configuration;
using Exchange.Mapping;

namespace Exchange.Benchmarks;

/// <summary>A folder with copies of one mapping of 25 fields, its tests and its code tables.</summary>
internal sealed class BenchMappings : IDisposable
{
    private const string Mapping = """
        from: {0}/cases
        to: case/v1
        nulls: ["", "无", "null", "/"]
        fields:
          sourceCaseNo:       {{ from: sblsh, required: true }}
          numbers.national:   gjbjbh
          item.code:          {{ from: sxbm, clean: [trim, upper], check: itemCode }}
          item.name:          {{ from: sxmc, clean: trim, required: true }}
          department.code:    {{ from: slbmdm, clean: [trim, upper], check: uscc }}
          department.name:    slbmmc
          region.code:        xzqhdm
          caseType:           {{ from: bjlx, code: case-type }}
          channel:            {{ from: tjfs, code: channel }}
          projectName:        sbxmmc
          applicant.type:     {{ from: sqrlx, code: applicant-type }}
          applicant.name:     {{ from: sqrmc, clean: [nbsp, collapse], required: true }}
          applicant.idType:   {{ from: sqrzjlx, code: id-type }}
          applicant.idNo:     {{ from: sqrzjhm, clean: [trim, halfWidth, upper], check: document }}
          applicant.mobile:   {{ from: sqrsj, clean: [trim, halfWidth], check: mobile }}
          applicant.address:  txdz
          contact.name:       lxrxm
          appliedAt:          {{ from: sqsj, datetime: ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"], required: true }}
          acceptedAt:         {{ from: slsj, datetime: ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"] }}
          promisedAt:         {{ from: cnbjsj, datetime: ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"] }}
          status:             {{ from: bjzt, code: case-status }}
          finishedAt:         {{ from: bjsj, datetime: ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"] }}
          result.outcome:     {{ from: bjjgdm, code: outcome }}
          result.description: bjjgms
          remark:             bz
        """;

    private const string Tests = """
        tests:
          - name: a case
            input: { sblsh: A1, sxbm: "350521103XK01003", sxmc: 事项, sqrmc: 陈甲, sqsj: "2026-03-02 09:00:00", bjzt: "30" }
            expect: { sourceCaseNo: A1, status: accepted }
        """;

    private const string Codes = """
        table,raw,canonical,label,from,to
        case-status,30,accepted,已受理,,
        case-status,40,in-process,在办,,
        case-status,90,done,办结,,
        case-type,1,immediate,即办,,
        case-type,2,promised,承诺,,
        channel,0,window,窗口,,
        channel,1,web,网上,,
        applicant-type,0,person,个人,,
        applicant-type,1,enterprise,法人,,
        id-type,SF,id-card,居民身份证,,
        id-type,XYDM,uscc,统一社会信用代码,,
        outcome,0,granted,出证办结,,
        outcome,1,refused,不予许可,,
        """;

    /// <summary>The record that is mapped: about 1 KB.</summary>
    public const string Record = """
        {"sblsh":"QZ260302000123","gjbjbh":"11350500XX000006XK4000117051000202603020001","sxbm":"350521103XK01003","sxmc":"食品经营许可（新办）",
        "slbmdm":"11350500XX000006XK","slbmmc":"泉州台商投资区市场监督管理局","xzqhdm":"350521106","bjlx":"2","tjfs":"1","sbxmmc":"张坂镇某食品店食品经营许可新办",
        "sqrlx":"0","sqrmc":"陈甲","sqrzjlx":"SF","sqrzjhm":"350599199211150237","sqrsj":"19900000001","txdz":"泉州台商投资区张坂镇某某路 8 号 2 幢 301 室","lxrxm":"陈甲",
        "sqsj":"2026-03-02 09:00:00","slsj":"2026-03-02 10:12:13","cnbjsj":"2026-03-12 17:30:00","fdbjsj":"2026-03-31 17:30:00","bjzt":"90","bjsj":"2026-03-08 15:20:01",
        "bjjgdm":"0","bjjgms":"准予许可","bz":"材料齐全，符合法定形式","zzmc":"食品经营许可证","zzbh":"JY13505990000001","sfsc":"0","gxsj":"2026-03-08 15:20:05","fetchedAt":"2026-03-09T00:00:00Z"}
        """;

    public BenchMappings(int systems)
    {
        Root = Directory.CreateTempSubdirectory("exchange-bench").FullName;
        for (var system = 0; system < systems; system++)
        {
            var folder = Path.Combine(Root, "mappings", $"system-{system:000}");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "cases.yaml"), string.Format(System.Globalization.CultureInfo.InvariantCulture, Mapping, $"system-{system:000}"));
            File.WriteAllText(Path.Combine(folder, "cases.tests.yaml"), Tests);
            File.WriteAllText(Path.Combine(folder, "codes.csv"), Codes);
        }
    }

    public string Root { get; }

    /// <summary>Compiles all of them.</summary>
    public MappingCatalog Compile()
    {
        var problems = new ProblemList();
        var catalog = MappingCatalog.Load([Root], problems);
        return problems.HasErrors ? throw new InvalidOperationException(string.Join('\n', problems)) : catalog;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
