using Exchange.Abstractions.Configuration;
using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Rules;
using Exchange.Schema.Calendars;

namespace Exchange.Recognition.Tests;

/// <summary>The rules and the calendar that ship.</summary>
internal static class TestRules
{
    public static string Repository { get; } = Find();

    public static string File => Path.Combine(Repository, "mappings", MatchingRulesFile.FileName);

    public static MatchingRules Shipped { get; } = MatchingRulesFile.LoadFile(File);

    public static WorkCalendar Calendar { get; } = WorkCalendar.Load([Repository], new ProblemList());

    public static Recogniser Recogniser { get; } = new(Shipped, Calendar);

    /// <summary>The shipped rules with one line changed.</summary>
    public static Recogniser With(string line, string instead)
    {
        var text = System.IO.File.ReadAllText(File);
        Assert.Contains(line, text, StringComparison.Ordinal);
        var problems = new ProblemList();
        var rules = MatchingRulesFile.Parse(text.Replace(line, instead, StringComparison.Ordinal), "matching.yaml", problems);
        Assert.Empty(problems.Items);
        return new Recogniser(rules!, Calendar);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
