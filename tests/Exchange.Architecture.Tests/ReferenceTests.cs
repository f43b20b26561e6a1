namespace Exchange.Architecture.Tests;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Exchange.Abstractions"] = [],
        ["Exchange.Schema"] = ["Exchange.Abstractions"],
        ["Exchange.Mapping"] = ["Exchange.Schema"],
        ["Exchange.Pipeline"] = ["Exchange.Mapping"],
        ["Exchange.Storage"] = ["Exchange.Pipeline"],
        ["Exchange.Scheduling"] = ["Exchange.Pipeline"],
        ["Exchange.Console"] = ["Exchange.Pipeline"],
        ["Exchange.Security"] = ["Exchange.Abstractions"],
        ["Exchange.Testing"] = ["Exchange.Mapping"],

        // The sandbox keeps its systems in a private PostgreSQL of its own and measures the real pipeline.
        ["Exchange.Sandbox"] = ["Exchange.Storage", "Exchange.Servers"],

        // Real servers for the sandbox and the tests alone.
        ["Exchange.Servers"] = ["Exchange.Abstractions"],
    };

    [Fact]
    public void ProjectReferences_OfTheProduct_AreThoseOfTheDesign()
    {
        foreach (var project in Repository.ProductProjects.Where(p => Repository.NameOf(p) != "Exchange.Host"))
        {
            var name = Repository.NameOf(project);
            var allowed = Repository.Shown(project).StartsWith("connectors/", StringComparison.Ordinal)
                ? ["Exchange.Abstractions"]
                : Allowed.GetValueOrDefault(name) ?? throw new Xunit.Sdk.XunitException($"{name} has no place in the design yet: add it here with what it may know.");
            var others = Repository.References(project).Except(allowed).ToArray();
            Assert.True(others.Length == 0, $"{name} refers to {string.Join(", ", others)}; it may know {string.Join(", ", allowed)} only.");
        }
    }

    [Fact]
    public void ProjectReferences_ToHostOrSandbox_ExistInTestsOnly()
    {
        foreach (var project in Repository.ProductProjects)
        {
            Assert.DoesNotContain(Repository.References(project), r => r is "Exchange.Host" or "Exchange.Sandbox");
        }
    }

    [Fact]
    public void Packages_OfAbstractionsAndSchema_AreNone()
    {
        foreach (var project in Repository.ProductProjects.Where(p => Repository.NameOf(p) is "Exchange.Abstractions" or "Exchange.Schema"))
        {
            Assert.Empty(Repository.Packages(project));
        }
    }

    [Fact]
    public void Packages_OfThePipeline_HaveNoDatabaseSchedulerOrHttp()
    {
        var pipeline = Repository.ProductProjects.Single(p => Repository.NameOf(p) == "Exchange.Pipeline");
        Assert.DoesNotContain(
            Repository.Packages(pipeline),
            p => p.StartsWith("Npgsql", StringComparison.Ordinal) || p.StartsWith("Hangfire", StringComparison.Ordinal) || p.Contains("Http", StringComparison.Ordinal)
                || p.StartsWith("Refit", StringComparison.Ordinal) || p.StartsWith("Polly", StringComparison.Ordinal));
        var http = Repository.Sources.Where(s => Repository.Shown(s).StartsWith("src/Exchange.Pipeline/", StringComparison.Ordinal))
            .Where(s => File.ReadAllText(s).Contains("System.Net.Http", StringComparison.Ordinal));
        Assert.Empty(http.Select(Repository.Shown));
    }

    [Fact]
    public void Solution_ListsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Exchange.sln")).Replace('\\', '/');
        var missing = Repository.ProductProjects.Concat(Repository.TestProjects).Select(Repository.Shown).Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void TestProjects_AreMarkedAsSuch()
    {
        Assert.Empty(Repository.TestProjects
            .Where(p => Repository.NameOf(p).EndsWith(".Tests", StringComparison.Ordinal) && !File.ReadAllText(p).Contains("<IsTestProject>true</IsTestProject>", StringComparison.Ordinal))
            .Select(Repository.Shown));
    }

    [Fact]
    public void Projects_NameNoPackageVersions()
    {
        Assert.Empty(Repository.ProductProjects.Concat(Repository.TestProjects)
            .Where(p => File.ReadAllText(p).Contains("<PackageReference", StringComparison.Ordinal) && System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(p), "<PackageReference[^>]* Version=", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Select(Repository.Shown));
    }
}
