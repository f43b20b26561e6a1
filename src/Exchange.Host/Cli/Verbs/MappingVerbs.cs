using System.CommandLine;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange mapping</c>: offline work on mappings.</summary>
internal static class MappingVerbs
{
    private static readonly Argument<string[]> Paths = new("mapping") { Description = "Files, folders, systems or ids; all where none is named.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create()
    {
        var lint = new Command("lint", "Check mappings, their tests and code tables.") { Paths };
        lint.Runs(Lint);
        var test = new Command("test", "Run the tests beside the mappings.") { Paths };
        test.Runs(Test);
        var reference = new Command("reference", "Print the reference of all operators, as Markdown.");
        reference.Runs(Reference);
        return new Command("mapping", "Work on mappings; no database is needed but for diff on landed records.")
        {
            lint, test, MappingDraftVerb.Create(), MappingCoverageVerb.Create(), MappingPreviewVerb.Create(), MappingDiffVerb.Create(), reference,
        };
    }

    private static Task<int> Lint(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (files, problems) = MappingLint.Run(context.Home.Roots, parsed.GetValue(Paths));
        context.Output.Write(
            new
            {
                files = files.Count,
                problems = problems.Items.Select(p => new
                {
                    file = p.Location.File,
                    line = p.Location.Line,
                    column = p.Location.Column,
                    severity = p.Severity.ToString().ToLowerInvariant(),
                    message = p.Message,
                    remedy = p.Remedy,
                }),
            },
            console =>
            {
                ProblemLines.Write(console, problems.Items);
                console.MarkupLineInterpolated($"{files.Count} files, {problems.Items.Count(p => p.Severity == ProblemSeverity.Error)} errors, {problems.Items.Count(p => p.Severity == ProblemSeverity.Warning)} warnings");
            });
        return Task.FromResult(problems.HasErrors ? ExitCodes.Usage : ExitCodes.Done);
    }

    private static Task<int> Reference(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var page = MappingReference.Write();
        context.Output.Write(new { markdown = page }, console => console.Profile.Out.Writer.Write(page));
        return Task.FromResult(ExitCodes.Done);
    }

    private static Task<int> Test(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        var catalog = MappingCatalog.Load(context.Home.Roots, problems);
        var report = MappingTests.Run(catalog, context.Home.Roots, parsed.GetValue(Paths));
        context.Output.Write(
            new { passed = report.Passed, failed = report.Failed, tests = report.Tests },
            console =>
            {
                foreach (var test in report.Tests.Where(t => !t.Passed))
                {
                    console.MarkupLineInterpolated($"[red]failed[/] {test.File}: {test.Name}");
                    foreach (var difference in test.Differences)
                    {
                        console.MarkupLineInterpolated($"  {difference}");
                    }
                }

                console.MarkupLineInterpolated($"{report.Passed} passed, {report.Failed} failed");
            });
        return Task.FromResult(report.Failed > 0 ? ExitCodes.Attention : ExitCodes.Done);
    }
}
