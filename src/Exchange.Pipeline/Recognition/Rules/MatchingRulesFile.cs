using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Yaml;

namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Reads <c>mappings/matching.yaml</c>.</summary>
public static class MatchingRulesFile
{
    /// <summary>The name of the file, in <c>mappings</c>.</summary>
    public const string FileName = "matching.yaml";

    /// <summary>Reads the rules of the first root that has the file.</summary>
    /// <param name="roots">The folders that hold <c>mappings</c>, the one that wins first.</param>
    /// <exception cref="Abstractions.Failures.ExchangeException">There is no such file, or it has errors (configuration).</exception>
    public static MatchingRules Load(IReadOnlyList<string> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var files = roots.Select(r => Path.Combine(r, "mappings", FileName)).ToList();
        return LoadFile(files.Find(File.Exists) ?? files[^1]);
    }

    /// <summary>Reads the rules of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Abstractions.Failures.ExchangeException">There is no such file, or it has errors (configuration).</exception>
    public static MatchingRules LoadFile(string path)
    {
        var problems = new ProblemList();
        var rules = YamlFile.Read(path, path, problems) is { } root ? Read(root, problems) : null;
        UnusableFile.ThrowIfAny(problems);
        return rules!;
    }

    /// <summary>Reads the rules of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="shownAs">The path to name in problems.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The rules; <see langword="null"/> where the text cannot be parsed. They are of use only without errors.</returns>
    public static MatchingRules? Parse(string text, string shownAs, ProblemList problems) =>
        YamlFile.Parse(text, shownAs, problems) is { } root ? Read(root, problems) : null;

    private static MatchingRules Read(ConfigMap root, ProblemList problems)
    {
        var reader = new ConfigReader(root, "matching", problems);
        var rules = new MatchingRules
        {
            Identifiers = [.. reader.Sections("identifiers").Select(Identifier)],
            Echoes = reader.Section("echoes") is { } echoes ? Echo(echoes) : null,
            Score = ScoreRulesReader.Read(reader),
        };
        reader.Finish();
        return rules;
    }

    private static IdentifierRule Identifier(ConfigReader reader)
    {
        var kinds = NumberKindWords.Read(reader, "numbers");
        if (kinds == NumberKinds.None && !reader.Has("numbers"))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'numbers' is missing.", $"List what is shared: {string.Join(", ", NumberKindWords.All)}.");
        }

        var rule = new IdentifierRule
        {
            Name = reader.RequiredText("name"),
            Numbers = kinds,
            As = NumberKindWords.Read(reader, "as"),
            SameItem = reader.Flag("sameItem", byDefault: false),
            AtLeast = NumberReader.Read(reader, "atLeast", 0),
        };
        reader.Finish();
        return rule;
    }

    private static EchoRule Echo(ConfigReader reader)
    {
        var places = reader.Choices("in", ["remark", "acceptanceNo", "projectName"]);
        var of = NumberKindWords.Read(reader, "of");
        var rule = new EchoRule
        {
            InRemark = places.Contains("remark"),
            InAcceptanceNo = places.Contains("acceptanceNo"),
            InProjectName = places.Contains("projectName"),
            Of = of == NumberKinds.None ? new EchoRule().Of : of,
            Shortest = reader.Integer("shortest", 8, 6, 64),
            AtLeast = NumberReader.Read(reader, "atLeast", 0),
        };
        if (places.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'in' is missing.", "Say where numbers are looked for: in: [remark, acceptanceNo].");
        }

        reader.Finish();
        return rule;
    }
}
