namespace Exchange.Mapping.Tests;

public sealed class ShippedMappingTests
{
    [Fact]
    public void Lint_ShippedMappings_FindsNothing()
    {
        var (files, problems) = MappingLint.Run([Workspace.Repository]);

        Assert.Empty(problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}"));
        Assert.Contains(files, f => f.EndsWith("provincial-hall/cases.yaml", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith("codes/id-type.csv", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ShippedTests_AllPass()
    {
        var problems = new Exchange.Abstractions.Configuration.ProblemList();
        var roots = new[] { Workspace.Repository };

        var report = MappingTests.Run(MappingCatalog.Load(roots, problems), roots);

        Assert.Empty(report.Tests.Where(t => !t.Passed).SelectMany(t => t.Differences.Select(d => $"{t.File} '{t.Name}': {d}")));
        Assert.True(report.Passed >= 20, $"only {report.Passed} tests ran");
    }
}
