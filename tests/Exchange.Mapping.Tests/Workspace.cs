using System.Text;
using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Tests;

/// <summary>A folder with mappings of its own, removed afterwards; the shipped ones lie behind it where wanted.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Head = """
        from: demo/cases
        to: case/v1
        nulls: ["", "无"]
        fields:
          sourceCaseNo: { from: no, required: true }
          item.code: itemCode
          item.name: itemName
          status: { from: state, code: case-status }

        """;

    public const string Codes = """
        table,raw,canonical,label,from,to
        case-status,1,accepted,受理,,
        case-status,2,done,办结,,

        """;

    public const string Record = """ "no":"A1","itemCode":"1234567890","itemName":"高龄补贴","state":"1" """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mapping-tests-");

    public static string Repository { get; } = FindRepository();

    public string Root => _folder.FullName;

    public ProblemList Problems { get; private set; } = new();

    public static Workspace Demo(string moreFields = "", string codes = Codes)
    {
        var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", Head + Indent(moreFields));
        workspace.Write("demo/codes.csv", codes);
        return workspace;
    }

    public string Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public string Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, "mappings", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return full;
    }

    public CompiledMapping Load(string id = "demo/cases")
    {
        Problems = new ProblemList();
        var mapping = MappingCatalog.Load([Root], Problems).Find(id);
        Assert.True(mapping is not null, string.Join("\n", Problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}")));
        return mapping;
    }

    public IReadOnlyList<Problem> Lint()
    {
        var (_, problems) = MappingLint.Run([Root]);
        return problems.Items;
    }

    /// <summary>The one problem of the mapping.</summary>
    public Problem OnlyProblem()
    {
        var problems = Lint();
        Assert.True(problems.Count == 1, string.Join("\n", problems.Select(p => $"{p.Location}: {p.Message} {p.Remedy}")));
        return problems[0];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Maps the usual record with more fields.</summary>
    public static MappingOutcome Map(CompiledMapping mapping, string more = "") =>
        mapping.Map(Encoding.UTF8.GetBytes($"{{{Record}{(more.Length == 0 ? "" : "," + more)}}}"));

    /// <summary>Maps one more field with a specification and returns the outcome.</summary>
    public static MappingOutcome MapField(string field, string more = "")
    {
        using var workspace = Demo(field);
        return Map(workspace.Load(), more);
    }

    public static string Text(MappingOutcome outcome)
    {
        Assert.True(outcome.Ok, string.Join("; ", outcome.Errors));
        return Encoding.UTF8.GetString(outcome.Content.Span);
    }

    private static string Indent(string text) =>
        text.Length == 0 ? "" : string.Join("\n", text.Split('\n').Select(l => "  " + l)) + "\n";

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
