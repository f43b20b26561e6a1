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

    [Fact]
    public void Alert_OfTheSchemaPage_IsMappedByTheSharedTables()
    {
        using var workspace = new Workspace();
        workspace.Write("watch/alerts.yaml", "from: watch/alerts\n" + Blocks("## Alerts", "schema.md")[0]);
        var mapping = MappingCatalog.Load([workspace.Root, Workspace.Repository], new()).Find("watch/alerts");

        Assert.NotNull(mapping);
        foreach (var (raw, light) in new[] { ("0", "green"), ("1", "yellow"), ("2", "red") })
        {
            var content = Workspace.Text(mapping.Map(System.Text.Encoding.UTF8.GetBytes($$"""{"alertNo":"J1","light":"{{raw}}","raisedAt":"20260309083000","left":"-1","ruleNo":"R7"}""")));
            Assert.Equal($$$"""{"alerts":[{"key":"J1","light":"{{{light}}}","rule":"R7","at":"2026-03-09T08:30:00+08:00","daysLeft":-1,"raw":{"light":"{{{raw}}}"}}]}""", content);
        }
    }

    private static List<string> Blocks(string heading, string page = "mapping.md")
    {
        var text = File.ReadAllText(Path.Combine(Workspace.Repository, "docs", page));
        var begin = text.IndexOf(heading, StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", begin + 3, StringComparison.Ordinal);
        return [.. text[begin..end].Split("```").Where((_, i) => i % 2 == 1).Select(b => b[(b.IndexOf('\n', StringComparison.Ordinal) + 1)..])];
    }
}
