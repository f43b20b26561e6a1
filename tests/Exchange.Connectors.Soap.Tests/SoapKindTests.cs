using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Soap.Tests;

public sealed class SoapKindTests
{
    [Fact]
    public void Validate_GoodFile_HasNoProblems() => Assert.Empty(Problems("""
        kind: soap
        settings:
          url: "${setting:ws.url}"
          namespace: urn:x
          auth: { type: login, operation: Login, parameters: { user: hub, password: "${secret:ws}" }, name: sid }
          budget: { perSecond: 2 }
        streams:
          - name: a
            call: { operation: q, parameters: { r: "<q><f>{from}</f><p>{page}</p></q>" } }
            pagination: { type: page }
            records: $.a.b
            key: [id]
            caseKey: id
            cursor: { field: t }
        sink:
          call: { operation: put, parameters: { x: "{item}" } }
        """));

    [Fact]
    public void Validate_ManyMistakes_AreAllToldAtOnce()
    {
        var problems = Problems("""
            kind: soap
            settings: { url: "ftp://x", version: 1.3, charset: klingon, auth: { type: usernameToken, user: hub } }
            streams:
              - name: a
                call: { operation: "q q", parameters: { r: "<q>{frm}", s: { text: a, as: nodes }, t: [1], "1x": "{from}", p: "{page}" } }
                pagination: { type: keyset }
                result: { inside: xmll }
                envelope: { cod: x }
                key: ["a[0]"]
                caseKey: b
            sink:
              perCall: 5
              call: { operation: put, parameters: { x: "{item}", y: "{itms}" } }
              item: { template: "<a>{b}" }
              results: { records: $.r, done: ["0"], repeat: ["0"] }
              capabilities: { onUnknown: ask }
            """);

        string[] expected =
        [
            "'namespace' is missing", "'url' is no HTTP address", "'version' is '1.3'", "'charset' is 'klingon'", "'password' is missing", "'q q' is no name", "'r' is not well formed",
            "unknown placeholder '{frm}'", "a text is no element", "'t' is a list", "'1x' is no name", "'{from}' needs a cursor", "{page} and 'pagination'", "no {after}", "'field' is missing",
            "'inside' is 'xmll'", "unknown key 'cod'", "'a[0]' is no path", "'{item}' is about one", "unknown placeholder '{itms}'", "'template' is not well formed", "unknown placeholder '{b}'",
            "'0' stands in two lists", "'key' is missing, and a call carries 5", "'onUnknown: ask' needs",
        ];
        Assert.All(expected, e => Assert.Contains(problems, p => p.Message.Contains(e, StringComparison.Ordinal)));
        Assert.All(problems, p => Assert.True(p.Location.Line > 0 && p.Remedy.Length > 0));
    }

    [Fact]
    public void OptionsSchema_DescribesEveryOption()
    {
        using var schema = JsonDocument.Parse(new SoapKind().OptionsSchema);
        var parts = schema.RootElement.GetProperty("$defs").EnumerateObject().ToList();

        Assert.Equal(["settings", "stream", "sink"], parts.Select(p => p.Name));
        Assert.All(parts, p => Described(p.Value));

        static void Described(JsonElement of)
        {
            if (!of.TryGetProperty("properties", out var properties))
            {
                return;
            }

            foreach (var property in properties.EnumerateObject())
            {
                Assert.True(property.Value.TryGetProperty("description", out _), property.Name);
                Described(property.Value);
            }
        }
    }

    private static IReadOnlyList<Problem> Problems(string yaml)
    {
        var problems = new ProblemList();
        new SoapKind().Validate(Declarations.Parse(yaml), problems);
        return problems.Items;
    }
}
