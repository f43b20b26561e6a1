using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Testing;
using Exchange.Schema.Calendars;

namespace Exchange.Mapping;

/// <summary>Looks mappings, their tests and their code tables over without running anything.</summary>
public static class MappingLint
{
    /// <summary>Checks mappings.</summary>
    /// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
    /// <param name="pathsOrIds">Files, folders, systems or ids; <see langword="null"/> or empty for all.</param>
    /// <returns>The files looked at, and every problem.</returns>
    /// <exception cref="ExchangeException">A path or id names no mapping.</exception>
    public static (IReadOnlyList<string> Files, ProblemList Problems) Run(IReadOnlyList<string> roots, IReadOnlyList<string>? pathsOrIds = null)
    {
        var problems = new ProblemList();
        var files = new List<string>();
        var codes = new CodeFiles(roots, problems);
        var compiler = new MappingCompiler(codes, static _ => null, problems);
        foreach (var file in MappingSelection.Of(roots, pathsOrIds))
        {
            files.Add(file.ShownAs);
            compiler.Compile(file);
            LeftOutCheck.Judge(file, problems);
            if (File.Exists(file.TestsPath))
            {
                files.Add(ShownPath.Of(file.TestsPath));
                MappingTestFile.Read(file.TestsPath, problems);
            }
        }

        if (pathsOrIds is not { Count: > 0 })
        {
            codes.ReadAll();
            WorkCalendar.Load(roots, problems);
            files.AddRange(WorkCalendar.Files(roots).Select(ShownPath.Of));
            JudgeOrphans(roots, problems);
        }

        files.AddRange(codes.Read);
        return (files, problems);
    }

    private static void JudgeOrphans(IReadOnlyList<string> roots, ProblemList problems)
    {
        var known = MappingFile.All(roots).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, path) in MappingFile.Tests(roots).Where(t => !known.Contains(t.Id)))
        {
            problems.Error(new SourceLocation(ShownPath.Of(path), 0, 0), $"There is no mapping '{id}' beside these tests.", "Rename the file after its mapping, or remove it.");
        }
    }
}
