using System.Text.RegularExpressions;

namespace Exchange.Architecture.Tests;

/// <summary>How the source is cut and what it does without.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    [Fact]
    public void Files_AreShort()
    {
        Assert.Empty(Repository.Sources.Where(s => File.ReadLines(s).Count() > MostLines).Select(Repository.Shown));
    }

    [Fact]
    public void Files_HoldOneTypeEach()
    {
        Assert.Empty(Repository.Sources.Where(s => TypeAtTop().Count(File.ReadAllText(s)) > 1).Select(Repository.Shown));
    }

    [Fact]
    public void Folders_AreNamedAfterTheDomain()
    {
        string[] empty = ["Helpers", "Utils", "Utilities", "Common", "Managers", "Misc"];
        Assert.Empty(Repository.Sources.Where(s => Repository.Shown(s).Split('/').Intersect(empty).Any()).Select(Repository.Shown));
        Assert.Empty(Repository.Sources.Where(s => EmptyName().IsMatch(Path.GetFileNameWithoutExtension(s))).Select(Repository.Shown));
    }

    [Fact]
    public void PublicClasses_AreSealedStaticOrAbstract()
    {
        Assert.Empty(Repository.Sources.Where(s => OpenClass().IsMatch(File.ReadAllText(s))).Select(Repository.Shown));
    }

    [Fact]
    public void InternalClasses_AreSealedStaticOrAbstract()
    {
        Assert.Empty(Repository.Sources.Where(s => OpenInternalClass().IsMatch(File.ReadAllText(s))).Select(Repository.Shown));
    }

    [Fact]
    public void Sources_AskNoMachineForTheTime()
    {
        Assert.Empty(Repository.Sources.Where(s => Now().IsMatch(File.ReadAllText(s))).Select(Repository.Shown));
    }

    [Fact]
    public void Storage_PutsNoValuesIntoStatements()
    {
        // An interpolated statement may hold constants of the file, such as a shared sub-select; values are parameters.
        var found = new List<string>();
        foreach (var source in Repository.Sources.Where(s => Repository.Shown(s).StartsWith("src/Exchange.Storage/", StringComparison.Ordinal) && !Repository.Shown(s).Contains("/Cluster/", StringComparison.Ordinal) && !Repository.Shown(s).Contains("/Migrations/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(source);
            var constants = Constant().Matches(text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
            found.AddRange(Interpolated().Matches(text)
                .Where(m => Statement().IsMatch(m.Value))
                .SelectMany(m => Hole().Matches(m.Value).Select(h => h.Groups[1].Value))
                .Where(h => !constants.Contains(h))
                .Select(h => $"{Repository.Shown(source)}: {h}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Failures_SayTheRemedy()
    {
        Assert.Empty(Repository.Sources
            .SelectMany(s => Failure().Matches(File.ReadAllText(s)).Where(m => m.Groups["end"].Value == ")").Select(m => $"{Repository.Shown(s)}: {m.Value}")));
    }

    [GeneratedRegex(@"^(?:public|internal|file)?\s*(?:(?:static|sealed|abstract|partial|readonly|ref)\s+)*(?:class|record(?:\s+struct|\s+class)?|struct|interface|enum)\s+\w+", RegexOptions.Multiline, 2000)]
    private static partial Regex TypeAtTop();

    [GeneratedRegex("(Helper|Helpers|Utils|Utility|Manager)$", RegexOptions.None, 1000)]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^\s*public\s+(?:partial\s+)?(?:class|record(?!\s+struct))\s+\w+", RegexOptions.Multiline, 2000)]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"^internal\s+(?:partial\s+)?(?:class|record(?!\s+struct))\s+\w+", RegexOptions.Multiline, 2000)]
    private static partial Regex OpenInternalClass();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b", RegexOptions.None, 1000)]
    private static partial Regex Now();

    [GeneratedRegex(@"const\s+\w+\s+(\w+)\s*=", RegexOptions.None, 1000)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\$""{3}.*?""{3}|\$""(?:[^""\\\n]|\\.)*""", RegexOptions.Singleline, 2000)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(?:select\s.+\sfrom|insert\s+into|update\s+hub|delete\s+from|copy\s+hub)\b", RegexOptions.Singleline, 2000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    // kind and message, and then nothing: no remedy
    [GeneratedRegex("""new ExchangeException\(\s*FailureKind\.\w+,\s*\$?"(?:[^"\\]|\\.)*"\s*(?<end>[,)])""", RegexOptions.None, 2000)]
    private static partial Regex Failure();
}
