using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Yaml;

namespace Exchange.Mapping.Samples;

/// <summary>Adds a record as a test to the tests of a mapping. The file is replaced as a whole or not at all.</summary>
public static class MappingTestWriter
{
    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds a test that expects what the mapping makes of the record now.</summary>
    /// <param name="file">The file of tests, made where it does not exist.</param>
    /// <param name="name">The name of the test.</param>
    /// <param name="record">The record, with nobody's data.</param>
    /// <param name="outcome">What the mapping makes of it.</param>
    /// <exception cref="ExchangeException">The name is taken, or the file cannot take a test (configuration).</exception>
    public static void Add(string file, string name, ReadOnlyMemory<byte> record, MappingOutcome outcome)
    {
        var shown = ShownPath.Of(file);
        var text = File.Exists(file) ? File.ReadAllText(file) : "tests:\n";
        var before = Tests(text, shown);
        if (before.Any(t => (t.Find("name")?.Value as ConfigScalar)?.Value == name))
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{shown}' has a test '{name}' already.", "Give the new one another name.");
        }

        var indent = before.Count > 0 ? Math.Max(0, before[0].Location.Column - 3) : 2;
        var added = (text.EndsWith('\n') ? text : text + "\n") + Test(name, record, outcome, new string(' ', indent));
        if (Tests(added, shown).Count != before.Count + 1)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The test cannot be added at the end of '{shown}'.", "Let 'tests:' be the last key of the file, one test below the other.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file + ".new", added);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static List<ConfigMap> Tests(string text, string shown)
    {
        var problems = new ProblemList();
        var root = text.Trim() == "tests:" ? null : YamlFile.Parse(text, shown, problems);
        if (problems.Items.FirstOrDefault(p => p.Severity == ProblemSeverity.Error) is { } problem)
        {
            throw new ExchangeException(FailureKind.Configuration, problem.Message, problem.Remedy) { Location = problem.Location };
        }

        return root?.Find("tests")?.Value is ConfigList list ? [.. list.Items.OfType<ConfigMap>()] : [];
    }

    // Written as JSON, which is YAML too: what was text stays text.
    private static string Test(string name, ReadOnlyMemory<byte> record, MappingOutcome outcome, string indent)
    {
        var test = new StringBuilder();
        test.Append(CultureInfo.InvariantCulture, $"{indent}- name: {Json(name)}\n{indent}  input:\n");
        foreach (var (key, value) in JsonNode.Parse(record.Span)!.AsObject())
        {
            test.Append(CultureInfo.InvariantCulture, $"{indent}    {Json(key)}: {value?.ToJsonString(Line) ?? "null"}\n");
        }

        if (outcome.Ok)
        {
            test.Append(CultureInfo.InvariantCulture, $"{indent}  expect:\n");
            foreach (var (key, value) in JsonNode.Parse(outcome.Content.Span)!.AsObject().Where(p => p.Key != "raw"))
            {
                test.Append(CultureInfo.InvariantCulture, $"{indent}    {key}: {value?.ToJsonString(Line)}\n");
            }
        }
        else
        {
            test.Append(CultureInfo.InvariantCulture, $"{indent}  errors:\n");
            foreach (var (field, reason) in outcome.Errors.Select(e => (e.Field, e.Reason)).Distinct())
            {
                test.Append(CultureInfo.InvariantCulture, $"{indent}    - {{ field: {Json(field)}, reason: {reason} }}\n");
            }
        }

        return test.ToString();
    }

    private static string Json(string text) => JsonSerializer.Serialize(text, Line);
}
