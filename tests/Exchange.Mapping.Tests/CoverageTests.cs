using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Coverage;

namespace Exchange.Mapping.Tests;

/// <summary>What samples and tests leave open.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void Run_FieldNobodyReads_IsNamedUnlessTheStreamUsesIt()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", extra: x, updated: y"));

        Assert.Equal(["extra"], Report(workspace, "updated").UnreadFields);
    }

    [Fact]
    public void Run_SamplesBesideTheConnector_ShowCodesWithoutARow()
    {
        using var workspace = Workspace.Demo();
        var folder = Directory.CreateDirectory(Path.Combine(workspace.Root, "connectors", "systems", "demo", "samples"));
        File.WriteAllText(Path.Combine(folder.FullName, "cases.json"), $"[{{{Workspace.Record}}},{{\"no\":\"A2\",\"itemCode\":\"1234567890\",\"itemName\":\"x\",\"state\":\"77\"}}]");
        var report = Report(workspace);

        Assert.Equal(2, report.Samples);
        Assert.Equal([new UnmappedCode("status", "case-status", "77", 1)], report.UnmappedCodes);
    }

    [Fact]
    public void Run_UnmappedCodeThatATestExpects_IsNoFinding()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.tests.yaml", Test("unknown", "state: \"77\"", "errors: [ { field: status, reason: unmapped-code } ]"));

        Assert.Empty(Report(workspace).UnmappedCodes);
    }

    [Fact]
    public void Run_CodeRows_AreTestedOneByOne()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\""));

        Assert.Equal(
            ["sourceCaseNo required an empty value", "status code case-status 2", "status code a code that is not in case-status"],
            Report(workspace).UntestedBranches.Select(b => $"{b.Field} {b.Operator} {b.Branch}"));
    }

    [Fact]
    public void Run_EveryBranchTested_IsComplete()
    {
        using var workspace = Workspace.Demo("applicant.idNo: { from: id, check: idNumber }");
        workspace.Write(
            "demo/cases.tests.yaml",
            Test("accepted", "state: \"1\"") + Test("done", "state: \"2\"") + Test("bad", "state: \"77\", id: \"1\"", "errors: [ { field: status, reason: unmapped-code }, { field: applicant.idNo, reason: bad-check } ]")
                + "  - { name: no number, input: { itemCode: \"1234567890\", itemName: x, state: \"1\" }, errors: [ { field: sourceCaseNo, reason: missing } ] }\n");
        var report = Report(workspace);

        Assert.Empty(report.UntestedBranches);
        Assert.Equal(5, report.Branches);
        Assert.True(report.Complete);
    }

    [Fact]
    public void Run_FieldsNeverSet_NameAListOnce()
    {
        using var workspace = Workspace.Demo();
        var unset = Report(workspace).UnsetFields;

        Assert.Contains("applicant.name", unset);
        Assert.Contains("events", unset);
        Assert.DoesNotContain("events.name", unset);
        Assert.DoesNotContain("status", unset);
    }

    [Fact]
    public void Run_ShippedMappings_ReadWithoutFailure()
    {
        var roots = new[] { Workspace.Repository };
        var reports = MappingCoverage.Run(MappingCatalog.Load(roots, new ProblemList()), roots, null, _ => []);

        Assert.All(reports, r => Assert.True(r.SourceFields > 0, r.Id));
    }

    private static CoverageReport Report(Workspace workspace, params string[] used)
    {
        var catalog = MappingCatalog.Load([workspace.Root], new ProblemList());
        return Assert.Single(MappingCoverage.Run(catalog, [workspace.Root], null, _ => used));
    }

    private static string Test(string name, string input, string expected = "expect: { sourceCaseNo: A1 }") =>
        (name == "accepted" || name == "unknown" ? "tests:\n" : "") + $"  - {{ name: {name}, input: {{ no: A1, itemCode: \"1234567890\", itemName: x, {input} }}, {expected} }}\n";
}
