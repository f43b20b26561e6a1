using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Testing;

namespace Exchange.Mapping;

/// <summary>Runs the tests that stand beside mappings.</summary>
public static class MappingTests
{
    /// <summary>Runs the tests of some mappings.</summary>
    /// <param name="catalog">The mappings, loaded from the same roots.</param>
    /// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
    /// <param name="pathsOrIds">Files, folders, systems or ids; <see langword="null"/> or empty for all.</param>
    /// <exception cref="ExchangeException">A path or id names no mapping.</exception>
    public static MappingTestReport Run(MappingCatalog catalog, IReadOnlyList<string> roots, IReadOnlyList<string>? pathsOrIds = null)
    {
        var results = new List<MappingTestResult>();
        foreach (var file in MappingSelection.Of(roots, pathsOrIds))
        {
            if (File.Exists(file.TestsPath))
            {
                RunFile(catalog.Find(file.Id), file, results);
            }
        }

        var passed = results.Count(r => r.Passed);
        return new MappingTestReport(passed, results.Count - passed, results);
    }

    private static void RunFile(CompiledMapping? mapping, MappingFile file, List<MappingTestResult> results)
    {
        var shown = ShownPath.Of(file.TestsPath);
        var problems = new ProblemList();
        var tests = MappingTestFile.Read(file.TestsPath, problems);
        if (problems.HasErrors)
        {
            results.Add(new MappingTestResult(shown, "(the file)", false, [.. problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}")]));
        }

        foreach (var test in tests)
        {
            IReadOnlyList<string> differences = mapping is null ? [$"The mapping {file.Id} has errors; see mapping lint."] : RunTest(mapping, test);
            results.Add(new MappingTestResult(shown, test.Name, differences.Count == 0, differences));
        }
    }

    private static List<string> RunTest(CompiledMapping mapping, MappingTest test)
    {
        var outcome = mapping.Map(YamlJson.Write(test.Input));
        var differences = new List<string>();
        CompareErrors("error", test.Errors, outcome.Errors, onlyThese: test.Exact || test.Errors.Count == 0, mapping.Part, differences);
        if (test.Warnings is { } warnings)
        {
            CompareErrors("warning", warnings, outcome.Warnings, onlyThese: false, mapping.Part, differences);
        }

        if (test.Expect is { } expect && outcome.Ok)
        {
            using var content = JsonDocument.Parse(outcome.Content);
            var comparison = new Comparison(test.Exact);
            comparison.Compare(expect, content.RootElement, "");
            differences.AddRange(comparison.Differences);
        }
        else if (test.Expect is not null && test.Errors.Count > 0)
        {
            differences.Add("expect: a record with errors has no content; remove 'expect' or 'errors'.");
        }

        return differences;
    }

    private static void CompareErrors(
        string what, IReadOnlyList<ExpectedError> expected, IReadOnlyList<FieldError> actual, bool onlyThese, string part, List<string> differences)
    {
        var left = actual.ToList();
        foreach (var error in expected)
        {
            var found = left.FindIndex(e => e.Reason == error.Reason && Names(error.Field, e.Field, part));
            if (found >= 0)
            {
                left.RemoveAt(found);
            }
            else if (!actual.Any(e => e.Reason == error.Reason && Names(error.Field, e.Field, part)))
            {
                differences.Add($"{error.Field}: expected {what} {error.Reason}, actual none");
            }
        }

        foreach (var error in left.Where(e => onlyThese && !expected.Any(x => x.Reason == e.Reason && Names(x.Field, e.Field, part))))
        {
            differences.Add($"{error.Field}: expected no {what}, actual {error.Reason} ({error.Message})");
        }
    }

    // A field may be named as the mapping names it or by its whole path.
    private static bool Names(string written, string path, string part)
    {
        var prefix = part.Length == 0 ? "" : Schema.Cases.CaseParts.PathOf(part);
        return written == path || $"{prefix}.{written}" == path || written == $"case.{path}";
    }
}
