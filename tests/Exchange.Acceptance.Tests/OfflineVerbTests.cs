using System.Text.Json;
using Exchange.Acceptance.Tests.Harness;

namespace Exchange.Acceptance.Tests;

/// <summary>Verbs that need no database start none.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class OfflineVerbTests
{
    [Fact]
    public async Task MappingLint_ThroughTheLauncher_StartsNoPostgresAndWritesNothing()
    {
        await using var home = new Home();
        await using var child = Child.Start(
            Path.Combine(Programs.Root, "exchange"),
            new Dictionary<string, string>(StringComparer.Ordinal),
            ["mapping", "lint", "provincial-hall/cases", "--json", "--home", home.Folder]);
        var code = await child.ExitAsync(TimeSpan.FromMinutes(5));

        Assert.True(code == 0, child.Output + child.Errors);
        var document = JsonSerializer.Deserialize<JsonElement>(child.Output);
        Assert.True(document.GetProperty("files").GetInt32() >= 1 && document.GetProperty("problems").GetArrayLength() == 0, child.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Folder));
        Assert.Empty(Leftovers.Of(home));
    }
}
