using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Database.Tests;

public sealed class SinkOptionsTests
{
    [Theory]
    [InlineData("table: \"t; drop\"\n  key: [id]", "is no name of a table")]
    [InlineData("table: t", "'key' is missing")]
    [InlineData("key: [id]", "either 'table' or 'tables'")]
    [InlineData("table: t\n  key: [id]\n  write: replace", "'write: replace' is for lists")]
    [InlineData("table: t\n  key: [id]\n  set: { a: \"{verson}\" }", "unknown placeholder '{verson}'")]
    [InlineData("table: t\n  key: [id]\n  capabilities: { onUnknown: ask }", "needs a column that tells which version")]
    [InlineData("table: t\n  key: [id]\n  receipt: { code: c, done: [\"1\"] }", "needs 'onUnknown: ask'")]
    [InlineData("table: t\n  key: [id]\n  receipt: { code: c }", "'done' is missing")]
    [InlineData("table: t\n  key: [id]\n  charset: gbkk", "'charset' is 'gbkk'")]
    [InlineData("table: t\n  key: [id]\n  listKeys: {}", "'key' is missing")]
    [InlineData("tables: [ { table: t, key: [id] }, { table: u, key: [id] } ]", "'from' is missing")]
    [InlineData("table: t\n  key: [id]\n  kye: x", "unknown key 'kye'")]
    public void Validate_WrongSink_IsReportedWithItsPlace(string sink, string expected)
    {
        var problems = new ProblemList();

        new DatabaseKind().Validate(Declarations.Parse($"settings: {{ connection: x }}\nstreams: []\nsink:\n  {sink}\n"), problems);

        Assert.Contains(problems.Items, p => p.Message.Contains(expected, StringComparison.Ordinal) && p.Location.Line > 0);
    }

    [Theory]
    [InlineData("provider: mongodb", "'provider' is 'mongodb'")]
    [InlineData("provider: { assembly: ../../evil, factory: F, dialect: oracle }", "is no name of an assembly")]
    [InlineData("provider: { assembly: A, factory: F }", "'dialect' is missing")]
    [InlineData("provider: { assembly: A, factory: F, dialect: db2 }", "'dialect' is 'db2'")]
    [InlineData("charset: klingon", "'charset' is 'klingon'")]
    [InlineData("maxValueBytes: 1", "'maxValueBytes' is '1'")]
    public void Validate_WrongSettings_AreReported(string settings, string expected)
    {
        var problems = new ProblemList();

        new DatabaseKind().Validate(Declarations.Parse($"settings:\n  connection: x\n  {settings}\nstreams: []\n"), problems);

        Assert.Contains(problems.Items, p => p.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("select: { by: receipt, table: r, columns: { type: \"1\" } }", "does not say which row")]
    [InlineData("select: { by: receipt, table: r, columns: { id: \"{id}\" }, match: [nope] }", "'match' names 'nope'")]
    [InlineData("select: { by: version }", "'column' is missing")]
    [InlineData("columns: { x: { xml: true, json: true } }", "not both")]
    [InlineData("children: [ { table: c, as: cs } ]", "'by' is missing")]
    [InlineData("children: [ { table: c, as: cs, by: { a: id }, touches: t } ]", "'touches' needs a time")]
    [InlineData("where: { a: [] }", "'a' has no value")]
    [InlineData("caseKey2: x", "unknown key 'caseKey2'")]
    public void Validate_WrongStream_IsReported(string options, string expected)
    {
        var problems = new ProblemList();

        new DatabaseKind().Validate(Declarations.Parse($"settings: {{ connection: x }}\nstreams:\n  - name: s\n    table: t\n    key: [id]\n    caseKey: id\n    {options}\n"), problems);

        Assert.Contains(problems.Items, p => p.Message.Contains(expected, StringComparison.Ordinal) && p.Location.Line > 0);
    }

    [Fact]
    public void Validate_SeveralProblems_AreAllToldAtOnce()
    {
        var problems = new ProblemList();

        new DatabaseKind().Validate(
            Declarations.Parse("settings: { provider: x, timeout: 9 }\nstreams:\n  - { name: s, table: a b, key: [id], caseKey: id, select: { by: flag } }\nsink: { table: t }\n"), problems);

        Assert.True(problems.Items.Count >= 6, string.Join('\n', problems.Items));
    }

    [Theory]
    [InlineData("select a from t) union select password from users --")]
    [InlineData("select 'a from t")]
    [InlineData("select (a from t")]
    public void Validate_QueryThatStepsOutOfItsParentheses_IsRefused(string query)
    {
        var problems = new ProblemList();

        new DatabaseKind().Validate(Declarations.Parse($"settings: {{ connection: x }}\nstreams:\n  - name: s\n    query: \"{query}\"\n    key: [id]\n    caseKey: id\n"), problems);

        Assert.Contains(problems.Items, p => p.Message.Contains("do not close", StringComparison.Ordinal));
    }

    [Fact]
    public void OptionsSchema_DescribesEveryProperty()
    {
        using var schema = JsonDocument.Parse(new DatabaseKind().OptionsSchema);
        var definitions = schema.RootElement.GetProperty("$defs");

        foreach (var name in (string[])["settings", "stream", "sink"])
        {
            foreach (var property in definitions.GetProperty(name).GetProperty("properties").EnumerateObject())
            {
                Assert.True(property.Value.TryGetProperty("description", out _), $"{name}.{property.Name}");
            }
        }
    }
}
