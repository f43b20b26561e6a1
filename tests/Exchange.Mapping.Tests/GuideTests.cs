namespace Exchange.Mapping.Tests;

/// <summary>The samples of the guide are real.</summary>
public sealed class GuideTests
{
    [Fact]
    public void FirstMapping_OfTheGuide_PassesLintAndItsTests()
    {
        var blocks = Blocks("## A first mapping");
        using var workspace = new Workspace();
        workspace.Write("parks-office/permits.yaml", blocks[0]);
        workspace.Write("parks-office/codes.csv", blocks[1]);
        workspace.Write("parks-office/permits.tests.yaml", blocks[2]);
        string[] roots = [workspace.Root, Workspace.Repository];

        var (_, problems) = MappingLint.Run(roots, ["parks-office"]);
        var report = MappingTests.Run(MappingCatalog.Load(roots, new()), roots, ["parks-office"]);

        Assert.Empty(problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}"));
        Assert.Equal((2, 0), (report.Passed, report.Failed));
    }

    [Fact]
    public void OutboundMapping_OfTheGuide_PassesLint()
    {
        using var workspace = new Workspace();
        workspace.Write("parks-office/outbound.yaml", Blocks("## Outbound mappings")[0]);
        workspace.Write("parks-office/codes.csv", "table,raw,canonical\nSTATE,1,accepted\n");

        Assert.Empty(workspace.Lint().Select(p => $"{p.Location}: {p.Message} {p.Remedy}"));
    }

    private static List<string> Blocks(string heading)
    {
        var text = File.ReadAllText(Path.Combine(Workspace.Repository, "docs", "mapping.md"));
        var begin = text.IndexOf(heading, StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", begin + 3, StringComparison.Ordinal);
        return [.. text[begin..end].Split("```").Where((_, i) => i % 2 == 1).Select(b => b[(b.IndexOf('\n', StringComparison.Ordinal) + 1)..])];
    }
}
