using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Database.Tests;

public sealed class DatabaseKindTests
{
    [Fact]
    public void Validate_LivelihoodBureau_HasNoProblems() => Assert.Empty(Declarations.Check(new DatabaseKind(), "livelihood-bureau"));

    [Theory]
    [InlineData("table: \"up; drop table x\"\n    select: { by: flag, column: f, versionColumn: v }", "is no name of a table")]
    [InlineData("table: a.b.c", "is no name of a table")]
    [InlineData("table: t\n    query: SELECT 1", "either 'table' or 'query'")]
    [InlineData("query: \"SELECT 1; DELETE FROM t\"", "holds a ';'")]
    [InlineData("query: DELETE FROM t", "is no SELECT")]
    [InlineData("query: \"SELECT * FROM t WHERE a > {form}\"", "unknown placeholder '{form}'")]
    [InlineData("query: \"SELECT * FROM t WHERE a > {from}\"", "need a time to read forward by")]
    [InlineData("query: \"SELECT * FROM t LIMIT {limit}\"", "go together")]
    [InlineData("query: SELECT 1\n    select: { by: flag, column: f, versionColumn: v }", "needs a table to write back to")]
    [InlineData("table: t\n    select: { by: flag, column: f }", "'versionColumn' is missing")]
    [InlineData("table: t\n    select: { by: flag, column: \"f\\\"\", versionColumn: v }", "is no name of a column")]
    [InlineData("table: t\n    select: { by: flg }", "'by' is 'flg'")]
    [InlineData("table: t\n    select: { by: watermark }", "'column' is missing")]
    [InlineData("table: t\n    tabel: u", "unknown key 'tabel'")]
    public void Validate_WrongStream_IsReportedWithItsPlace(string stream, string expected)
    {
        var problems = new ProblemList();
        var yaml = $"settings: {{ connection: \"${{secret:x}}\" }}\nstreams:\n  - name: s\n    key: [id]\n    caseKey: id\n    {stream}\n";

        new DatabaseKind().Validate(Declarations.Parse(yaml), problems);

        Assert.Contains(problems.Items, p => p.Message.Contains(expected, StringComparison.Ordinal) && p.Location.Line > 0);
    }

    [Fact]
    public void CreateSource_NotAConnectionString_DoesNotQuoteIt()
    {
        var declaration = Declarations.Parse("settings: { connection: \"p4ssword\" }\nstreams: []");

        var failure = Assert.Throws<ExchangeException>(() => new DatabaseKind().CreateSource(declaration, Declarations.Services()));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("p4ssword", failure.ToString());
    }
}
