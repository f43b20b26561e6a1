using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Yaml;

namespace Exchange.Mapping.Testing;

/// <summary>Reads the tests beside a mapping, strictly.</summary>
internal static class MappingTestFile
{
    /// <summary>The tests of a file; what is wrong is reported, and the tests concerned are left out.</summary>
    public static IReadOnlyList<MappingTest> Read(string path, ProblemList problems)
    {
        if (YamlFile.Read(path, ShownPath.Of(path), problems) is not { } root)
        {
            return [];
        }

        var reader = new ConfigReader(root, "tests", problems);
        if (!reader.Has("tests"))
        {
            problems.Error(root.Location, "'tests' is missing.", "Write 'tests:' and a list of tests.");
        }

        var sections = reader.Sections("tests");
        reader.Finish();
        var tests = new List<MappingTest>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            if (ReadTest(section) is not { } test)
            {
                continue;
            }

            if (!names.Add(test.Name))
            {
                problems.Error(section.Map.Location, $"The name '{test.Name}' stands twice.", "Give each test its own name.");
            }

            tests.Add(test);
        }

        return tests;
    }

    private static MappingTest? ReadTest(ConfigReader reader)
    {
        var name = reader.RequiredText("name");
        var input = reader.Section("input");
        if (!reader.Has("input"))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'input' is missing.", "Add the source record as 'input: { … }'.");
        }

        var expect = reader.Section("expect");
        var errors = reader.Has("errors") ? Errors(reader, "errors") : [];
        var warnings = reader.Has("warnings") ? Errors(reader, "warnings") : null;
        var exact = reader.Flag("exact", byDefault: false);
        reader.Finish();
        if (expect is null && errors.Count == 0 && warnings is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: nothing is expected.", "Add 'expect', 'errors' or 'warnings'.");
        }

        return input is null
            ? null
            : new MappingTest { Name = name, Input = input.Map, Expect = expect?.Map, Exact = exact, Errors = errors, Warnings = warnings };
    }

    private static List<ExpectedError> Errors(ConfigReader reader, string key)
    {
        var errors = new List<ExpectedError>();
        foreach (var section in reader.Sections(key))
        {
            var field = section.Text("field") ?? "";
            var reason = section.RequiredText("reason");
            if (reason.Length > 0 && !FieldReasons.All.Contains(reason))
            {
                var nearest = NearestKey.Find(reason, FieldReasons.All);
                section.Problems.Error(
                    section.Node("reason")!.Location,
                    $"{section.What}: '{reason}' is no reason.",
                    (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", FieldReasons.All)}.");
            }

            section.Finish();
            errors.Add(new ExpectedError(field, reason));
        }

        return errors;
    }
}
