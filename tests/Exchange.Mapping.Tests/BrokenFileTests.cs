namespace Exchange.Mapping.Tests;

/// <summary>Files with one defect each, and the exact words an engineer gets. EXCHANGE_WRITE=1 writes what is said now.</summary>
public sealed class BrokenFileTests
{
    private static readonly string Folder = Path.Combine(Workspace.Repository, "tests", "Exchange.Mapping.Tests", "Broken");

    public static TheoryData<string> Names => [.. Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lint_FilesWithOneDefect_SayExactlyWhat(string name)
    {
        using var workspace = new Workspace();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "good")).Concat(Directory.EnumerateFiles(Path.Combine(Folder, name), "*.*")))
        {
            if (!file.EndsWith(".txt", StringComparison.Ordinal))
            {
                workspace.Write($"demo/{Path.GetFileName(file)}", File.ReadAllBytes(file));
            }
        }

        var said = workspace.Lint().Select(p => $"{p.Location}: {p.Message}\n    {p.Remedy}\n".Replace(workspace.Root + "/", "", StringComparison.Ordinal));

        WrittenFile.Agrees(Path.Combine(Folder, name, "expected.txt"), string.Concat(said));
    }
}
