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
    public void Run_TextThatHoldsXml_IsLookedInto()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.yaml", "# Not mapped: c — of no use\ntexts: { content: xml }\n" + Workspace.Head + "  applicant.name: content.m.a\n");
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", content: \"<m><a>x</a><b>y</b><c>z</c></m>\""));

        Assert.Equal(["content.m.b"], Report(workspace).UnreadFields);
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
    public void Run_HolderOfReadFieldsThatIsEmpty_IsNoFieldOfItsOwn()
    {
        using var workspace = Workspace.Demo("applicant.name: body.who.name");
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", body: null") + Test("text", "state: \"1\", body: { who: \"\", what: \"\" }"));

        Assert.Equal(["body.what"], Report(workspace).UnreadFields);
    }

    [Fact]
    public void Run_WholePathInANote_LeavesOutOnlyThatField()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.yaml", "# Not mapped: a.x — of no use\n" + Workspace.Head);
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", a: { x: \"1\" }, b: { x: \"2\" }"));

        Assert.Equal(["b.x"], Report(workspace).UnreadFields);
    }

    [Theory]
    [InlineData("texts: { body: json }\n", "body.kind", "body: '{\"kind\":\"1\"}'", "body: '{\"kind\":\"2\"}'")]
    [InlineData("texts: { body: xml }\n", "body.m.@kind", "body: '<m kind=\"1\"/>'", "body: '<m kind=\"2\"/>'")]
    [InlineData("texts: { body: xml }\n", "body.m.kind", "body: '<m><kind>1</kind></m>'", "body: '<m><kind>2</kind></m>'")]
    [InlineData("texts: { body: json }\n", "$.body.kind", "body: '{\"kind\":\"1\"}'", "body: '{\"kind\":\"2\"}'")]
    [InlineData("texts: { body: json }\n", "body.all[1].kind", "body: '{\"all\":[{\"kind\":\"2\"},{\"kind\":\"1\"}]}'", "body: '{\"all\":[{\"kind\":\"1\"},{\"kind\":\"2\"}]}'")]
    [InlineData("texts: { body: json, body.inner: xml }\n", "body.inner.m.kind", "body: '{\"inner\":\"<m><kind>1</kind></m>\"}'", "body: '{\"inner\":\"<m><kind>2</kind></m>\"}'")]
    public void Run_WhenOnAPathInsideAText_CountsAsTested(string texts, string path, string first, string second)
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.yaml", texts + Workspace.Head + $"  applicant.type: {{ when: [ {{ if: {{ \"{path}\": \"1\" }}, then: {{ const: person }} }} ], otherwise: {{ const: enterprise }} }}\n");

        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", " + first, "expect: { applicant.type: person }"));
        Assert.Equal(["otherwise"], Report(workspace).UntestedBranches.Where(b => b.Operator == "when").Select(b => b.Branch));

        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", " + first, "expect: { applicant.type: person }") + Test("other", "state: \"1\", " + second, "expect: { applicant.type: enterprise }"));
        Assert.DoesNotContain(Report(workspace).UntestedBranches, b => b.Operator == "when");
    }

    [Fact]
    public void Run_WhenInTheItemsOfAListOfTexts_CountsAsTested()
    {
        using var workspace = Workspace.Demo();
        workspace.Write(
            "demo/cases.yaml",
            "texts: { files.content: json }\n" + Workspace.Head
                + "  materials: { each: files, fields: { name: content.title, obtained: { when: [ { if: { content.kind: p }, then: { const: paper } } ], otherwise: { const: form } } } }\n");
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", files: [ { content: '{\"title\":\"a\",\"kind\":\"p\"}' }, { content: '{\"title\":\"b\"}' } ]"));

        Assert.DoesNotContain(Report(workspace).UntestedBranches, b => b.Operator == "when");
    }

    [Fact]
    public void Run_WhenOnAPositionOfTheRecordItself_CountsAsTested()
    {
        using var workspace = Workspace.Demo("applicant.type: { when: [ { if: { \"kinds[0]\": \"1\" }, then: { const: person } } ] }");
        workspace.Write("demo/cases.tests.yaml", Test("accepted", "state: \"1\", kinds: [ \"1\", \"2\" ]"));

        Assert.DoesNotContain(Report(workspace).UntestedBranches, b => b.Operator == "when");
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

        Assert.All(reports, r => Assert.True(r.Branches > 0, r.Id));
    }

    private static CoverageReport Report(Workspace workspace, params string[] used)
    {
        var catalog = MappingCatalog.Load([workspace.Root], new ProblemList());
        return Assert.Single(MappingCoverage.Run(catalog, [workspace.Root], null, _ => used));
    }

    private static string Test(string name, string input, string expected = "expect: { sourceCaseNo: A1 }") =>
        (name == "accepted" || name == "unknown" ? "tests:\n" : "") + $"  - {{ name: {name}, input: {{ no: A1, itemCode: \"1234567890\", itemName: x, {input} }}, {expected} }}\n";
}
