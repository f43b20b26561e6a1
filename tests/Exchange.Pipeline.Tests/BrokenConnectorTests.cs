using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Yaml;
using Exchange.Pipeline.Connectors;

namespace Exchange.Pipeline.Tests;

/// <summary>Connector files with one defect each, and the exact words an engineer gets. EXCHANGE_WRITE=1 writes what is said now.</summary>
public sealed class BrokenConnectorTests
{
    private static readonly string Folder = FindFolder();

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_FileWithOneDefect_SaysExactlyWhat(string name)
    {
        var problems = new ProblemList();
        ConnectorFile.Read(YamlFile.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".yaml")), name + ".yaml", problems)!, problems);

        var said = string.Concat(problems.Items.Select(p => $"{p.Location}: {p.Message}\n    {p.Remedy}\n"));

        var expected = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("EXCHANGE_WRITE") == "1")
        {
            await File.WriteAllTextAsync(expected, said);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected), said);
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "tests", "Exchange.Pipeline.Tests", "Broken");
    }
}
