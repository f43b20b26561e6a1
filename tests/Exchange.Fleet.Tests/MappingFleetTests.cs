using Exchange.Abstractions.Configuration;
using Exchange.Mapping;
using Exchange.Mapping.Coverage;

namespace Exchange.Fleet.Tests;

public sealed class MappingFleetTests
{
    private static readonly string[] Roots = [Fleet.Root];

    [Fact]
    public void Mappings_Lint_FindsNoError()
    {
        var (files, problems) = MappingLint.Run(Roots);

        Assert.NotEmpty(files);
        Assert.Empty(problems.Items.Where(p => p.Severity == ProblemSeverity.Error).Select(p => $"{p.Location}: {p.Message} {p.Remedy}"));
    }

    [Fact]
    public void Mappings_Tests_AllPass()
    {
        var problems = new ProblemList();
        var report = MappingTests.Run(MappingCatalog.Load(Roots, problems), Roots);

        Assert.True(report.Passed > 0);
        Assert.Empty(report.Tests.Where(t => !t.Passed).SelectMany(t => t.Differences.Select(d => $"{t.File} '{t.Name}': {d}")));
    }

    [Fact]
    public void Mappings_Coverage_LeavesNothingOpen()
    {
        var reports = MappingCoverage.Run(MappingCatalog.Load(Roots, new ProblemList()), Roots, null, _ => []);

        Assert.Equal("", string.Join("\n", reports.SelectMany(r => r.UntestedBranches.Select(b => $"{r.File}:{b.Line}: no test of {b.Field} {b.Operator}: {b.Branch}"))));
        Assert.Equal("", string.Join("\n", reports.SelectMany(r => r.UnmappedCodes.Select(c => $"{r.File}: no row in {c.Table} for {c.Value}"))));
        Assert.Equal("", string.Join("\n", reports.SelectMany(r => r.UnreadFields.Except(ReadByTheStream(r.Id)).Select(f => $"{r.File}: nothing reads {f}; map it or say '# Not mapped: {f} — why'"))));
    }

    [Fact]
    public void Mappings_Each_HasATestsFile()
    {
        var missing = Directory.EnumerateDirectories(Path.Combine(Fleet.Root, "mappings"))
            .Where(d => Path.GetFileName(d) is not ("schema" or "codes"))
            .SelectMany(d => Directory.EnumerateFiles(d, "*.yaml"))
            .Where(f => !f.EndsWith(".tests.yaml", StringComparison.Ordinal) && !File.Exists(Path.ChangeExtension(f, ".tests.yaml")));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> ReadByTheStream(string id) =>
        Path.Combine(Fleet.Root, "connectors", "systems", id.Split('/')[0], "connector.yaml") is var file && File.Exists(file)
            ? File.ReadAllText(file).Split([' ', ',', '[', ']', '{', '}', ':', '\n', '"'], StringSplitOptions.RemoveEmptyEntries)
            : [];
}
