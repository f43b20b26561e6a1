namespace Exchange.Mapping.Tests;

public sealed class CodeTableTests
{
    private const string Header = "table,raw,canonical,label,from,to,direction\ncase-status,1,accepted,,,,\n";
    private const string Evaluations = "evaluations: { each: l, fields: { satisfaction: { from: s, code: s } } }";

    [Theory]
    [InlineData("s,1,very-satisfied,,,,low-is-best\ns,5,very-dissatisfied,,,,low-is-best\n")]
    [InlineData("s,1,very-dissatisfied,,,,high-is-best\ns,5,very-satisfied,,,,\n")]
    [InlineData("s,1,satisfied,,,,low-is-best\ns,2,satisfied,,,,\n")]
    public void Lint_ScaleThatRunsAsDeclared_IsRight(string rows)
    {
        using var workspace = Workspace.Demo(Evaluations, Header + rows);

        Assert.Empty(workspace.Lint());
    }

    [Theory]
    [InlineData("s,1,very-satisfied,,,,high-is-best\ns,5,very-dissatisfied,,,,\n", 4, "contradicts the direction 'high-is-best'")]
    [InlineData("s,1,very-satisfied,,,,low-is-best\ns,5,very-dissatisfied,,,,high-is-best\n", 4, "the direction is 'high-is-best' here and 'low-is-best' in line 3")]
    [InlineData("s,1,very-satisfied,,,,best\n", 3, "'best' in column 'direction' is no direction")]
    public void Lint_WrongDirection_TellsTheLine(string rows, int line, string message)
    {
        using var workspace = Workspace.Demo(Evaluations, Header + rows);

        var problem = workspace.Lint()[0];

        Assert.Equal(line, problem.Location.Line);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_CrossWalk_KeepsTheLocalCodeAndRefusesAnUnknownOne()
    {
        using var workspace = Cross("items,L-1,000117051000,,,,\nregions,LY,350521,,,,\n");
        var mapping = workspace.Load();

        var content = Workspace.Text(mapping.Map("""{"no":"1","itemCode":"L-1","itemName":"x","state":"1","area":"LY"}"""u8.ToArray()));
        var unknown = mapping.Map("""{"no":"1","itemCode":"L-2","itemName":"x","state":"1"}"""u8.ToArray());

        Assert.Contains("\"code\":\"000117051000\"", content, StringComparison.Ordinal);
        Assert.Contains("\"item.code\":\"L-1\",\"region.code\":\"LY\"", content, StringComparison.Ordinal);
        Assert.Equal(("item.code", "unmapped-code", "L-2"), (unknown.Errors[0].Field, unknown.Errors[0].Reason, unknown.Errors[0].Value));
    }

    [Theory]
    [InlineData("items,L-1,12,,,,\n", "the canonical code '12' fails itemCode")]
    [InlineData("regions,LY,洛阳,,,,\n", "the canonical code '洛阳' fails the form of a region")]
    [InlineData("items,L-1,000117051000,,,,\nitems,L-1,000117052000,,,,\n", "the raw code 'L-1' also stands in line 4")]
    public void Lint_WrongCrossWalk_TellsWhat(string rows, string message)
    {
        using var workspace = Cross((rows.StartsWith("items", StringComparison.Ordinal) ? "regions,LY,350521,,,,\n" : "items,L-1,000117051000,,,,\nregions,XX,350521,,,,\n") + rows);

        Assert.Contains(message, Assert.Single(workspace.Lint(), p => p.Message.StartsWith("Table", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unused,1,a,,,\nunused,1,a,,,\n", "also stands in line 4")]
    [InlineData("unused,1,a,,2026-01-01,\nunused,1,a,,2025-01-01,2026-01-01\n", "also stands in line 4")]
    public void Lint_TableNobodyUses_IsJudgedToo(string rows, string message)
    {
        using var workspace = Workspace.Demo("", Workspace.Codes + rows);

        Assert.Contains(message, workspace.OnlyProblem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_SharedTableNamedAfterCanonicalWords_MustLeadToThem()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("codes/channel.csv", "raw,canonical\n1,windov\n");

        Assert.Contains("Did you mean 'window'?", workspace.OnlyProblem().Remedy, StringComparison.Ordinal);
    }

    private static Workspace Cross(string rows)
    {
        var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", Workspace.Head.Replace("item.code: itemCode", "item.code: { from: itemCode, code: items }\n  region.code: { from: area, code: regions }", StringComparison.Ordinal));
        workspace.Write("demo/codes.csv", Header + rows);
        return workspace;
    }
}
