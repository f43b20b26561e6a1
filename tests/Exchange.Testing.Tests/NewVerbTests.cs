using System.Text.RegularExpressions;
using Exchange.Acceptance.Tests.Harness;

namespace Exchange.Testing.Tests;

/// <summary><c>exchange new</c>, as it is typed.</summary>
[Trait("Category", "Acceptance")]
public sealed partial class NewVerbTests : IAsyncLifetime
{
    private readonly Home _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task New_EveryKindWithATemplate_PassesListLintAndTestsAtOnce()
    {
        var kinds = Directory.EnumerateFiles(Path.Combine(Programs.Root, "src", "Exchange.Host", "Cli", "Templates", "Files"), "*.connector.yaml")
            .Select(f => Path.GetFileName(f).Split('.')[0]).Where(LoadedKinds.All.ContainsKey).ToList();
        Assert.Contains("rest", kinds);
        Assert.Contains("database", kinds);
        foreach (var kind in kinds)
        {
            var made = (await _home.RunAsync("new", kind, $"new-{kind}")).Succeeded();

            Assert.Equal(5, made["files"].GetArrayLength());
            Assert.Equal(3, made["next"].GetArrayLength());
            (await _home.RunAsync("mapping", "lint", $"new-{kind}")).Succeeded();
            Assert.Equal((3, 0), ((await _home.RunAsync("mapping", "test", $"new-{kind}")).Succeeded() is var tests ? tests.Number("passed") : 0, tests.Number("failed")));
        }

        var list = (await _home.RunAsync("connector", "list")).Succeeded();
        Assert.DoesNotContain(list["problems"].EnumerateArray(), p => p.GetProperty("severity").GetString() == "error");
        Assert.Equal(kinds.Count, list["connectors"].EnumerateArray().Count(c => c.GetProperty("id").GetString()!.StartsWith("new-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task New_FileThatExists_IsNamedAndNothingIsWritten()
    {
        var codes = Path.Combine(_home.Folder, "mappings", "town-hall", "codes.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(codes)!);
        await File.WriteAllTextAsync(codes, "mine");

        var verb = await _home.RunAsync("new", "rest", "town-hall");

        Assert.Equal(2, verb.ExitCode);
        Assert.Contains("codes.csv", verb["error"].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(codes));
        Assert.False(Directory.Exists(Path.Combine(_home.Folder, "connectors")));
    }

    [Theory]
    [InlineData("rset", "town-hall", "Did you mean 'rest'?")]
    [InlineData("carrier-pigeon", "town-hall", "Known: ")]
    [InlineData("unified-platform", "town-hall", "Known: ")]
    [InlineData("rest", "Town Hall", "lower-case")]
    [InlineData("rest", "provincial-hall", "another id")]
    public async Task New_WrongUse_AnswersWithTwoAndARemedy(string kind, string id, string remedy)
    {
        var verb = await _home.RunAsync("new", kind, id);

        Assert.Equal(2, verb.ExitCode);
        Assert.Contains(remedy, verb["error"].GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("supervision-messages/samples/steps.json")]
    [InlineData("provincial-exchange/samples/applications.json")]
    [InlineData("national-tables/samples/accepted.json")]
    public async Task New_WithSamples_DraftsAMappingWhoseTestsPassAndKeepsNobodysData(string samples)
    {
        var file = Path.Combine(Programs.Root, "connectors", "systems", samples);

        (await _home.RunAsync("new", "rest", "drafted", "--stream", "records", "--sample", file)).Succeeded();

        (await _home.RunAsync("mapping", "lint", "drafted")).Succeeded();
        var tests = (await _home.RunAsync("mapping", "test", "drafted")).Succeeded();
        Assert.True(tests.Number("passed") > 0);
        (await _home.RunAsync("connector", "list")).Succeeded();
        var written = string.Concat(Directory.EnumerateFiles(_home.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        var phones = Phone().Matches(await File.ReadAllTextAsync(file)).Select(m => m.Value).Distinct();
        Assert.DoesNotContain(phones, p => written.Contains(p, StringComparison.Ordinal));
    }

    [GeneratedRegex("1990000[0-9]{4}", RegexOptions.None, 1000)]
    private static partial Regex Phone();
}
