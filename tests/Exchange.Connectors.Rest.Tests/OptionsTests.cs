using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>What may stand in a file, and what is said of one that is wrong.</summary>
public sealed class OptionsTests
{
    // Every option once, so that the schema is seen to know what the kind reads.
    private const string Everything = """
        kind: rest
        settings:
          baseUrl: "http://h/"
          values: { appId: a, apiCode: c }
          auth:
            type: login
            request: { path: /login, method: POST, query: { a: b }, headers: { c: d }, body: { u: "{appId}" }, charset: gbk }
            tokenPath: $.t
            expiresPath: $.e
            expiresFormat: epochMilliseconds
            lifetime: 2h
            as: { header: X-Token, prefix: "T " }
          headers: { requestNo: "{uuid:N}", sn: "{streamOnly}" }
          query: { t: "{epochMs}" }
          sign: { algorithm: hmac-sm3, over: "{params}{body:sm3}{nonce}", key: k, encode: base64, as: { query: sign } }
          seal: { algorithm: sm4-cbc, key: "00", replyKey: "01", iv: "02", encode: hex, request: data, reply: data, format: xml }
          reply: { format: xml, charset: gb18030, inside: [ { path: a.b, format: json } ] }
          envelope: { code: $.code, success: ["200"], message: $.m, retry: ["1"], expired: ["2"], retryDelay: 1s, attempts: 3 }
          timeout: 60s
          maximumReply: 16MB
          maxReplyBytes: 5000
          check: /ping
        streams:
          - name: s
            key: [id]
            caseKey: id
            cursor: { field: t }
            start: "2020-01-01"
            values: { streamOnly: x }
            request: { path: "/x/{apiCode}", method: POST, query: { a: "{from:yyyyMMdd}", b: "{to}" }, headers: { h: "{now}" }, form: { f: "{page}" }, charset: big5 }
            pagination: { type: page, parameter: p, sizeParameter: n, start: 0, in: body, totalPath: t, hasMorePath: m, more: ["1"], endsAtShortPage: true, maximumPages: 10 }
            records: a.b
            envelope: { code: c }
            reply: { inside: { path: x } }
            window: { step: 1d, by: day, to: excluded }
            detail: { path: "/d/{id}", method: POST, xml: "<a>{id}</a>", record: r, into: i, concurrent: 2, envelope: {}, reply: {} }
          - name: t
            key: [id]
            caseKey: id
            request: { path: /x }
            pagination: { type: token, parameter: p, tokenPath: n }
          - name: u
            key: [id]
            caseKey: id
            request: { path: /x }
            pagination: { type: next, nextPath: n }
          - name: v
            key: [id]
            caseKey: id
            request: { path: /x }
            pagination: { type: keyset, parameter: p, keyField: id, first: "0" }
        sink:
          values: { v: w }
          request: { path: "/x/{caseId}", method: PUT, query: { a: "{v}" }, headers: { b: c }, body: { d: "{item}" }, batch: 1, charset: gbk }
          update: { path: "/x/{platformId}", form: { a: "{item.n}" } }
          withdraw: { path: "/x/{key}", method: DELETE }
          idempotency: { header: h, item: i, version: v, operation: o }
          envelope: { code: e }
          reply: { format: json }
          results: { path: r, key: k, code: c, message: m, platformId: p, done: ["0"], repeat: ["1"], retry: ["2"], rejected: ["*"] }
          poll: { path: "/x/{platformId}", code: c, until: ["1"], failed: ["2"], message: m, platformId: p, every: 1s, atMost: 5s }
          known: { path: "/x/{caseId}", method: GET, record: r, missing: ["404"], key: k, version: v, platformId: p }
          listKeys: { path: /l, records: r, key: k, version: v, digest: d, platformId: p, limit: 5, pagination: { type: link } }
        """;

    private static readonly JsonElement Schema = JsonDocument.Parse(((IConnectorKind)new RestKind()).OptionsSchema!).RootElement;

    [Fact]
    public void Schema_DescribesEveryOptionThatIsRead()
    {
        var declaration = Declarations.Parse(Everything);
        var problems = new ProblemList();
        new RestKind().Validate(declaration, problems);
        Assert.Empty(problems.Items.Select(p => $"{p.Location} {p.Message} {p.Remedy}"));

        var unknown = new List<string>();
        Walk(declaration.Settings, Definition("settings"), "settings", unknown, ["budget"]);
        declaration.Streams.ToList().ForEach(s => Walk(s.Node, Definition("stream"), "stream", unknown, StreamDeclaration.CommonKeys));
        Walk(declaration.Sink!.Node, Definition("sink"), "sink", unknown, SinkDeclaration.CommonKeys);
        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("stream")]
    [InlineData("sink")]
    public void Schema_SaysOfEveryOptionWhatItIs(string definition)
    {
        var bare = new List<string>();
        Described(Definition(definition), definition, bare);
        Assert.Empty(bare);
    }

    [Fact]
    public void Validate_ManyMistakes_AreToldAtOnceWithPlaceAndRemedy()
    {
        var problems = new ProblemList();
        new RestKind().Validate(Declarations.Parse("""
            kind: rest
            settings:
              baseUrl: "http://h/"
              values: { appId: a }
              auth: { type: login, as: { header: "X Token", query: t } }
              sign: { algorithm: hmac-sha256, over: "{apId}{body}" }
              seal: { algorithm: sm2, key: k, reply: d }
              headers: { x: "{uid}", y: "{appId:sha3}", z: "{now:%}" }
              reply: { charset: gb1803, formt: xml }
              envelope: { success: ["0"], expired: ["0"] }
              timeout: 0s
              maximumReply: 3GB
            streams:
              - name: s
                key: [id]
                caseKey: id
                cursor: { field: t }
                request: { path: /x, method: POST, form: { a: b }, xml: "<a/>" }
                pagination: { type: key, parameter: p }
                window: { step: 1d }
                detail: { path: /d }
            sink:
              request: { path: "/x/{item.no}", body: { a: "{items}" } }
              update: { path: /u, form: { a: "{itm}" } }
              poll: { path: /p, every: 5s, atMost: 1s }
            """), problems);

        string[] expected =
        [
            "auth: 'request' is missing", "as: several keys say where it is put", "unknown placeholder '{apId}'", "'hmac-sha256' needs a 'key'", "sign: 'as' is missing",
            "a reply sealed with sm2 needs 'replyKey'", "unknown placeholder '{uid}'", "'{appId:sha3}' has no format 'sha3'", "'{now:%}' has no format '%'", "'charset' is 'gb1803'",
            "unknown key 'formt'", "the code '0' stands in two lists", "'timeout' must be above 0", "'maximumReply' is '3GB'", "more than one of 'body', 'form' and 'xml'",
            "'type' is 'key'", "'step' needs a beginning", "'window: step' is of no use", "the request names no field of the record", "'{item.no}' cannot stand in the path here",
            "unknown placeholder '{itm}'", "poll: 'until' is missing", "'every' and 'atMost' do not fit", "'poll' needs requests of one item",
        ];
        Assert.All(expected, e => Assert.Contains(problems.Items, p => p.Message.Contains(e, StringComparison.Ordinal)));
        Assert.Equal([], problems.Items.Select(p => p.Message).Where(m => !expected.Any(e => m.Contains(e, StringComparison.Ordinal))));
        Assert.Equal(expected.Length, problems.Items.Count);
        Assert.All(problems.Items, p => Assert.True(p.Location.Line > 0 && p.Remedy.Length > 0));
        Assert.Contains(problems.Items, p => p.Remedy.Contains("Did you mean '{appId}'", StringComparison.Ordinal));
        Assert.Contains(problems.Items, p => p.Remedy.Contains("Did you mean 'gb18030'", StringComparison.Ordinal));
        Assert.Contains(problems.Items, p => p.Remedy.Contains("Did you mean 'format'", StringComparison.Ordinal));
    }

    private static JsonElement Definition(string name) => Schema.GetProperty("$defs").GetProperty(name);

    private static JsonElement Resolved(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = Definition(reference.GetString()!.Split('/')[^1]);
        }

        return schema;
    }

    private static void Walk(ConfigNode node, JsonElement schema, string path, List<string> unknown, string[] allowed)
    {
        schema = Resolved(schema);
        if (schema.TryGetProperty("anyOf", out var choices))
        {
            foreach (var item in (node as ConfigList)?.Items ?? [node])
            {
                Walk(item, choices[0], path, unknown, []);
            }
        }
        else if (node is ConfigMap map && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var entry in map.Entries.Where(e => !allowed.Contains(e.Key)))
            {
                if (properties.TryGetProperty(entry.Key, out var inner))
                {
                    Walk(entry.Value, inner, $"{path}.{entry.Key}", unknown, []);
                }
                else
                {
                    unknown.Add($"{path}.{entry.Key}");
                }
            }
        }
    }

    private static void Described(JsonElement schema, string path, List<string> bare)
    {
        foreach (var property in Resolved(schema).TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : [])
        {
            var place = $"{path}.{property.Name}";
            if (!property.Value.TryGetProperty("description", out _) && !Resolved(property.Value).TryGetProperty("description", out _))
            {
                bare.Add(place);
            }

            Described(property.Value, place, bare);
        }
    }
}
