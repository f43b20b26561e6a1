using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Yaml;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;
using NJsonSchema;

namespace Exchange.Recognition.Tests.Rules;

/// <summary>The file of rules is read strictly, and its schema for editors says the same.</summary>
public sealed class MatchingRulesFileTests
{
    private const string Least = "score: { link: 9, candidate: 5, blocking: { keys: [[document]] }, who: { document: { same: 9 } }, what: {} }";

    [Fact]
    public void Load_ShippedFile_HasNoProblems()
    {
        var rules = TestRules.Shipped;

        Assert.Equal(5, rules.Identifiers.Count);
        Assert.Equal(15, rules.Score.Weight(Feature.Document, Outcome.Same));
        Assert.Equal([BlockingPart.Name, BlockingPart.Item], rules.Score.Blocking.Keys[2]);
        Assert.Equal(16, rules.Score.WhoCap);
    }

    [Theory]
    [InlineData("scor: {}\n", 1, "unknown key 'scor'", "Did you mean 'score'?")]
    [InlineData("identifiers:\n  - { name: n, numbers: [nationl] }\n", 2, "'nationl'", "Did you mean 'national'?")]
    [InlineData("identifiers:\n  - { name: n, numbers: [national], atLest: 3 }\n", 2, "unknown key 'atLest'", "Did you mean 'atLeast'?")]
    [InlineData("identifiers:\n  - { numbers: [national] }\n", 2, "'name' is missing", "Add 'name:'")]
    [InlineData("identifiers:\n  - { name: n }\n", 2, "'numbers' is missing", "List what is shared")]
    [InlineData("echoes: { of: [source] }\n", 1, "'in' is missing", "in: [remark, acceptanceNo]")]
    [InlineData("echoes:\n  in: [remrk]\n", 2, "'remrk'", "Did you mean 'remark'?")]
    [InlineData("echoes:\n  in: [remark]\n  shortest: 2\n", 3, "'shortest' is '2'", "from 6 to 64")]
    public void Parse_WrongFile_NamesPlaceAndRemedy(string text, int line, string message, string remedy)
    {
        var problem = Problem(text + Least);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(("matching.yaml", line), (problem.Location.File, problem.Location.Line));
        Assert.True(problem.Location.Column > 0);
    }

    [Theory]
    [InlineData("link: 9", "link: high", "'link' is 'high'")]
    [InlineData("candidate: 5", "candidate: 50", "'candidate' is larger than 'link'")]
    [InlineData("document: { same: 9 }", "document: { sme: 9 }", "unknown key 'sme'")]
    [InlineData("document: { same: 9 }", "document: { swapped: 9 }", "unknown key 'swapped'")]
    [InlineData("document: { same: 9 }", "date: { same: 9 }", "unknown key 'date'")]
    [InlineData("[[document]]", "[[documnt]]", "'documnt'")]
    [InlineData("[[document]]", "[]", "'keys' has no parts")]
    [InlineData("blocking: { keys: [[document]] }, ", "", "'blocking' is missing")]
    [InlineData("what: {}", "hold: [ {} ], what: {}", "names no feature")]
    [InlineData("what: {}", "hold: [ { name: [typ] } ], what: {}", "'typ'")]
    [InlineData("what: {}", "review: everything, what: {}", "'review' is 'everything'")]
    [InlineData(", what: {}", "", "'what' is missing")]
    public void Parse_WrongScore_IsReported(string part, string instead, string message)
    {
        Assert.Contains(message, Problem(Least.Replace(part, instead, StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoScore_IsReported()
    {
        Assert.Contains("'score' is missing", Problem("identifiers: []").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_Fails()
    {
        var failure = Assert.Throws<Exchange.Abstractions.Failures.ExchangeException>(() => MatchingRulesFile.Load([Path.Combine(Path.GetTempPath(), "no-such-home")]));

        Assert.Contains("does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_AcceptsTheShippedFileAndRefusesWhatTheReaderRefuses()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(TestRules.Repository, "mappings", "schema", "matching.schema.json"));

        Assert.Empty(schema.Validate(Json(await File.ReadAllTextAsync(TestRules.File))));
        Assert.Empty(schema.Validate(Json(Least)));
        foreach (var wrong in new[] { "scor: {}", "identifiers: [ { name: n } ]", "echoes: { of: [source] }", Least.Replace("same", "sme", StringComparison.Ordinal), Least.Replace("[[document]]", "[[documnt]]", StringComparison.Ordinal) })
        {
            Assert.NotEmpty(schema.Validate(Json(wrong)));
        }
    }

    [Fact]
    public async Task Schema_KnowsEveryFeatureAndOutcome()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(TestRules.Repository, "mappings", "schema", "matching.schema.json"));
        var score = JsonNode.Parse(text)!["properties"]!["score"]!["properties"]!;

        foreach (var (group, features) in new[] { ("who", FeatureTable.Who), ("what", FeatureTable.What) })
        {
            var known = score[group]!["properties"]!.AsObject();
            Assert.Equal(features.Select(FeatureTable.Word).Order(), known.Select(p => p.Key).Where(k => k != "most").Order());
            Assert.All(features, f => Assert.Equal(
                FeatureTable.Of(f).Prepend(Outcome.Missing).Select(FeatureTable.Word),
                known[FeatureTable.Word(f)]!["properties"]!.AsObject().Select(p => p.Key)));
        }
    }

    private static Problem Problem(string text)
    {
        var problems = new ProblemList();
        MatchingRulesFile.Parse(text, "matching.yaml", problems);
        return Assert.Single(problems.Items);
    }

    private static string Json(string yaml)
    {
        var problems = new ProblemList();
        var root = YamlFile.Parse(yaml, "matching.yaml", problems);
        Assert.Empty(problems.Items);
        return Node(root!)!.ToJsonString();
    }

    private static JsonNode? Node(ConfigNode node) => node switch
    {
        ConfigMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, Node(e.Value)))),
        ConfigList list => new JsonArray([.. list.Items.Select(Node)]),
        ConfigScalar { Value: null } => null,
        ConfigScalar { Quoted: false, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        ConfigScalar { Quoted: false } number when double.TryParse(number.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) =>
            value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value),
        ConfigScalar text => JsonValue.Create(text.Value),
        _ => null,
    };
}
