using Exchange.Acceptance.Tests.Harness;

namespace Exchange.Foreign.Tests.Systems;

/// <summary>A hub in a folder of its own whose files an engineer wrote after the guide alone.</summary>
internal sealed class ForeignHub : IAsyncDisposable
{
    // As the guide shows it, to the letter.
    private const string HallFile = """
        id: town-hall
        name: 福建省网上办事大厅（泉州模块）
        owner: 泉州市行政服务中心
        kind: rest
        timeZone: Asia/Shanghai
        authority: [ results, licences ]            # parts of a case this system has the last word on
        settings:
          baseUrl: "${setting:town-hall.url}"
          auth:
            type: oauth2
            tokenUrl: /oauth/token
            clientId: "${setting:town-hall.client}"
            clientSecret: "${secret:town-hall}"
          budget: { perSecond: 20, concurrent: 2, windows: ["00:00-24:00"] }
        streams:
          - name: cases
            part: case
            request: { path: /api/cases, query: { updatedFrom: "{cursor}", pageSize: 500 } }
            pagination: { type: token, tokenPath: $.next, parameter: pageToken }
            records: $.data.items
            key: [sblsh]
            caseKey: sblsh
            cursor: { field: gxsj, format: "yyyy-MM-dd HH:mm:ss", lookback: 10m, settle: 30s }
            ignore: [fetchedAt]
            start: "2020-01-01"                     # how far back the first load goes
            schedule: "*/2 * * * *"
            freshness: 10m                          # no run reached the present for longer than this = late = one incident
            mapping: town-hall/cases
            contract: { newField: warn, missingField: quarantine, unknownCode: quarantine }
        """;

    private const string HallMapping = """
        from: town-hall/cases
        to: case/v1                                 # a part: case/v1#event
        nulls: ["", "无", "null", "/"]
        fields:
          sourceCaseNo:      { from: sblsh, required: true }
          item.code:         { from: sxbm, check: itemCode }
          applicant.type:    { from: sqrlx, code: applicant-type }
          applicant.idNo:    { from: sqrzjhm, clean: [trim, halfWidth, upper], check: idNumber }
          appliedAt:         { from: sqsj, datetime: ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"] }
          status:            { from: bjzt, code: case-status }
          materials:         { each: cllb, fields: { name: clmc, code: clbm, obtained: { from: sqfs, code: material-way } } }
        """;

    private const string HallTests = """
        tests:
          - name: an accepted case
            input:  { sblsh: "A1", bjzt: "1", sxbm: "350521103XK01003" }
            expect: { sourceCaseNo: "A1", status: accepted }        # partial; `exact: true` for the whole
          - name: an unknown status goes to quarantine
            input:  { sblsh: "A1", bjzt: "77" }
            errors: [ { field: status, reason: unmapped-code } ]
        """;

    private const string HallCodes = """
        table,raw,canonical,label,from,to
        case-status,1,accepted,受理,,
        case-status,2,done,办结,,
        applicant-type,0,person,个人,,
        material-way,up,electronic,上传,,
        """;

    private const string PlatformFile = """
        id: zone-platform
        name: 平台
        owner: 审批局
        kind: rest
        timeZone: Asia/Shanghai
        settings: { baseUrl: "${setting:zone-platform.url}" }
        sink:
          subscribe: { parts: [case, event, result], where: "department.code in ${setting:zone.departments}" }
          when: { status: [accepted, in-process, suspended, done] }
          mapping: zone-platform/outbound
          request: { method: POST, path: /api/cases/batch, body: items, batch: 200 }
          idempotency: { header: Idempotency-Key, item: key, version: version }
          results: { path: $.results, key: key, code: code, message: message, platformId: platformId, done: ["0"], repeat: ["409"], retry: ["503"], rejected: "*" }
          capabilities: { upsert: true, withdraw: true, latestOnly: false, onUnknown: ask }
          listKeys: { path: /api/keys, after: after, limit: 1000, key: key, digest: hash }
        """;

    private const string Outbound = """
        from: case/v1
        to: zone-platform/outbound
        fields:
          no: { from: sourceCaseNo, required: true }
          state: { from: status, code: STATE }
          name: applicant.name
        """;

    private readonly Home _home = new();

    private ForeignHub()
    {
    }

    public string Folder => _home.Folder;

    /// <summary>The connection string of its database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>A hub over a fresh database of a shared PostgreSQL, with the hall and the platform of the guide.</summary>
    public static async Task<ForeignHub> CreateAsync(Servers servers, string hallUrl, string platformUrl)
    {
        var hub = new ForeignHub();
        hub.Database = await servers.DatabaseAsync();
        hub.Set("EXCHANGE_DB", hub.Database);
        hub.Set("EXCHANGE_SETTING_TOWN_HALL_URL", hallUrl);
        hub.Set("EXCHANGE_SETTING_TOWN_HALL_CLIENT", "me");
        hub.Set("EXCHANGE_SECRET_TOWN_HALL", "s3cret");
        hub.Set("EXCHANGE_SETTING_ZONE_PLATFORM_URL", platformUrl);
        hub.Set("EXCHANGE_SETTING_ZONE_DEPARTMENTS", """["D1","D2"]""");
        hub.Write("connectors/systems/town-hall/connector.yaml", HallFile);
        hub.Write("mappings/town-hall/cases.yaml", HallMapping);
        hub.Write("mappings/town-hall/cases.tests.yaml", HallTests);
        hub.Write("mappings/town-hall/codes.csv", HallCodes);
        hub.Write("connectors/systems/zone-platform/connector.yaml", PlatformFile);
        hub.Write("mappings/zone-platform/outbound.yaml", Outbound);
        hub.Write("mappings/zone-platform/codes.csv", "table,raw,canonical,label,from,to\nSTATE,11,accepted,,,\nSTATE,90,done,,,\n");
        return hub;
    }

    public void Set(string name, string value) => _home.Set(name, value);

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Replace(string file, string old, string text) => _home.Override(file, (old, text));

    /// <summary>Also maps the applicant's name.</summary>
    public void MapNames() => Replace("mappings/town-hall/cases.yaml", "  applicant.type: ", "  applicant.name:    sqrmc\n  department.code:   slbmdm\n  applicant.type: ");

    public Task<Verb> RunAsync(params string[] words) => _home.RunAsync(words);

    public Child Start(params string[] words) => _home.Start(words);

    public static Task<Verb> AnswerAsync(Child child, params string[] words) => Home.AnswerAsync(child, words);

    public ValueTask DisposeAsync() => _home.DisposeAsync();
}
