using Exchange.Host.Homes;

namespace Exchange.Host.Bench;

/// <summary>A throw-away home whose connectors point at the measuring systems, with the shipped mappings.</summary>
internal static class BenchHome
{
    private const string Source = """
        id: provincial-hall
        name: 测量用数据源
        kind: rest
        timeZone: Asia/Shanghai
        authority: [ results, licences ]
        settings:
          baseUrl: "${env:EXCHANGE_BENCH_URL}"
          auth: { type: oauth2, tokenUrl: /oauth/token, clientId: hub, clientSecret: "${env:EXCHANGE_BENCH_SECRET}" }
          envelope: { code: $.code, success: ["0"], message: $.msg, retry: ["5001"] }
          budget: { perSecond: 100000, concurrent: 4 }
        streams:
          - name: cases
            part: case
            request: { path: /api/cases, query: { updatedFrom: "{cursor}", pageSize: 2000 } }
            pagination: { type: token, tokenPath: $.next, parameter: pageToken }
            records: $.data.items
            key: [sblsh]
            caseKey: sblsh
            deleteWhen: { sfsc: "1" }
            cursor: { field: gxsj, format: "yyyy-MM-dd HH:mm:ss", lookback: 10m, settle: 30s }
            ignore: [fetchedAt]
            start: "2020-01-01"
            schedule: "0 0 1 1 *"
            mapping: provincial-hall/cases
        """;

    private const string Target = """
        id: unified-platform
        name: 测量用平台
        kind: unified-platform
        timeZone: Asia/Shanghai
        settings:
          baseUrl: "${env:EXCHANGE_BENCH_URL}"
          appId: hub
          appKey: "${env:EXCHANGE_BENCH_KEY}"
          budget: { perSecond: 100000, concurrent: 4 }
        sink:
          subscribe: { parts: [case, event, material, result] }
          when: { status: [submitted, accepted, in-process, suspended, decided, done, not-accepted, withdrawn, void] }
          mapping: unified-platform/outbound
          schedule: "0 0 1 1 *"
          batch: 200
          capabilities: { upsert: true, withdraw: true, latestOnly: false, onUnknown: ask }
        """;

    /// <summary>Writes the home below a folder.</summary>
    public static HubHome Create(string folder)
    {
        Write(folder, "provincial-hall", Source);
        Write(folder, "unified-platform", Target);
        return HubHome.Find(folder);
    }

    private static void Write(string folder, string id, string text)
    {
        var place = Path.Combine(folder, "connectors", "systems", id);
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "connector.yaml"), text);
    }
}
