namespace Exchange.Mapping.Tests;

public sealed class MappingTestsTests
{
    [Theory]
    [InlineData("expect: { status: done }", "status: expected done, actual \"accepted\"")]
    [InlineData("expect: { item.name: x }", "item.name: expected x, actual \"n\"")]
    [InlineData("expect: { item: { name: x } }", "item.name: expected x, actual \"n\"")]
    [InlineData("expect: { caseType: immediate }", "caseType: expected immediate, actual nothing")]
    [InlineData("expect: { item: null }", "item: expected nothing, actual {\"code\":\"c\",\"name\":\"n\"}")]
    [InlineData("expect: { materials: [ { name: a } ] }", "materials: expected 1 items, actual 2 items")]
    [InlineData("expect: { \"materials[1].name\": a }", "materials[1].name: expected a, actual \"b\"")]
    [InlineData("expect: { \"materials[0].count\": \"1\" }", "materials[0].count: expected \"1\", actual 1")]
    [InlineData("expect: { sourceCaseNo: A, status: accepted, item.code: c, materials: [ { name: a, count: 1 }, { name: b } ], raw.status: \"1\" }\n    exact: true", "item.name: expected nothing, actual \"n\"")]
    [InlineData("errors: [ { field: status, reason: missing } ]", "status: expected error missing, actual none")]
    [InlineData("expect: { status: accepted }\n    warnings: [ { field: remark, reason: too-long } ]", "remark: expected warning too-long, actual none")]
    public void Run_UnfulfilledExpectation_ShowsPathExpectedAndActual(string expectation, string difference)
    {
        var result = Assert.Single(Run(expectation).Tests);

        Assert.False(result.Passed);
        Assert.Equal([difference], result.Differences);
        Assert.EndsWith("demo/cases.tests.yaml", result.File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expect: { status: accepted, raw.status: \"1\", raw: { status: 1 } }")]
    [InlineData("expect: { materials: [ { name: a }, {} ], \"materials[0].count\": 1, result: null }")]
    [InlineData("expect: { sourceCaseNo: A, status: accepted, item.code: c, item.name: n, materials: [ { name: a, count: 1 }, { name: b } ], raw.status: \"1\" }\n    exact: true")]
    public void Run_FulfilledExpectation_Passes(string expectation)
    {
        var report = Run(expectation);

        Assert.Equal((1, 0), (report.Passed, report.Failed));
    }

    [Fact]
    public void Run_UnexpectedError_Fails()
    {
        var result = Assert.Single(Run("exact: true\n    errors: [ { field: item.code, reason: missing } ]", "{ no: A, state: \"9\" }").Tests);

        var difference = Assert.Single(result.Differences);
        Assert.StartsWith("status: expected no error, actual unmapped-code", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ErrorsWithoutExact_MayHaveOthers() =>
        Assert.Equal(1, Run("errors: [ { field: status, reason: unmapped-code } ]", "{ no: A, state: \"9\" }").Passed);

    [Fact]
    public void Run_ExpectWithErrors_IsRefused() =>
        Assert.Contains("has no content", Assert.Single(Assert.Single(Run("errors: [ { field: status, reason: missing } ]\n    expect: { status: done }", "{ no: A, itemCode: c, itemName: n }").Tests).Differences), StringComparison.Ordinal);

    [Fact]
    public void Run_PlainValuesOfInput_KeepTheirType()
    {
        // A list of numbers and flags would be refused as texts.
        var report = Run("expect: { sourceCaseNo: \"12\" }", "{ no: 12, itemCode: 007, itemName: \"true\", state: \"1\" }");

        Assert.Equal(1, report.Passed);
        Assert.Equal("wrong-type", Reason("{ no: true, itemCode: c, itemName: n, state: \"1\" }"));
    }

    [Fact]
    public void Run_MappingWithErrors_FailsItsTests()
    {
        using var workspace = Workspace.Demo("nonsense: x");
        workspace.Write("demo/cases.tests.yaml", "tests:\n  - name: t\n    input: { a: 1 }\n    expect: { status: done }\n");

        var report = MappingTests.Run(MappingCatalog.Load([workspace.Root], new()), [workspace.Root]);

        Assert.Equal(1, report.Failed);
        Assert.Contains("mapping lint", report.Tests[0].Differences[0], StringComparison.Ordinal);
    }

    private static string Reason(string input)
    {
        var report = Run("errors: [ { field: sourceCaseNo, reason: wrong-type } ]", input);
        return report.Failed == 0 ? "wrong-type" : string.Join(";", report.Tests[0].Differences);
    }

    private static MappingTestReport Run(string expectation, string input = "{ no: A, itemCode: c, itemName: n, state: 1, l: [ { n: a, c: 1 }, { n: b } ] }")
    {
        using var workspace = Workspace.Demo("materials: { each: l, fields: { name: n, count: c } }");
        workspace.Write("demo/cases.tests.yaml", $"tests:\n  - name: t\n    input: {input}\n    {expectation}\n");
        return MappingTests.Run(MappingCatalog.Load([workspace.Root], new()), [workspace.Root], ["demo/cases"]);
    }
}
