using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Yaml;

namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>Which column of labelled files means what, from a YAML file.</summary>
public sealed record ColumnMap
{
    /// <summary>One side.</summary>
    public required SideColumns Left { get; init; }

    /// <summary>The other side.</summary>
    public required SideColumns Right { get; init; }

    /// <summary>The column of the pairs that holds the key of the left side.</summary>
    public required string TruthLeft { get; init; }

    /// <summary>The column of the pairs that holds the key of the right side.</summary>
    public required string TruthRight { get; init; }

    /// <summary>The file of rules to use, beside the map; <see langword="null"/> for those of the hub.</summary>
    public string? Rules { get; init; }

    /// <summary>Reads a map.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Abstractions.Failures.ExchangeException">It cannot be read or has errors (configuration).</exception>
    public static ColumnMap Load(string path)
    {
        var problems = new ProblemList();
        var map = YamlFile.Read(path, path, problems) is { } root ? Read(root, Path.GetDirectoryName(Path.GetFullPath(path))!, problems) : null;
        UnusableFile.ThrowIfAny(problems);
        return map!;
    }

    private static ColumnMap Read(ConfigMap root, string folder, ProblemList problems)
    {
        var reader = new ConfigReader(root, "columns", problems);
        var truth = reader.Section("truth");
        var both = reader.Section("fields");
        var map = new ColumnMap
        {
            Left = Side(reader, both, "left"),
            Right = Side(reader, both, "right"),
            TruthLeft = truth?.Text("left") ?? "left",
            TruthRight = truth?.Text("right") ?? "right",
            Rules = reader.Text("rules") is { } rules ? Path.Combine(folder, rules) : null,
        };
        if (both is not null)
        {
            both.Allow([.. LabelledEntries.FieldNames]);
            both.Finish();
        }

        truth?.Finish();
        reader.Finish();
        return map;
    }

    private static SideColumns Side(ConfigReader root, ConfigReader? both, string name)
    {
        var side = root.Section(name);
        if (side is null)
        {
            root.Problems.Error(root.Map.Location, $"{root.What}: '{name}' is missing.", $"Add '{name}: {{ key: <column> }}'.");
            return new SideColumns { System = name, Key = "", Fields = new Dictionary<string, IReadOnlyList<string>>() };
        }

        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var own = side.Section("fields");
        foreach (var field in LabelledEntries.FieldNames)
        {
            var columns = own?.Texts(field) is { Count: > 0 } named ? named : both?.Texts(field) ?? [];
            if (columns.Count > 0)
            {
                fields[field] = columns;
            }
        }

        own?.Finish();
        var columnsOfSide = new SideColumns { System = side.Text("system") ?? name, Key = side.RequiredText("key"), Fields = fields };
        side.Finish();
        return columnsOfSide;
    }
}
