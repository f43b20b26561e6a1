using System.CommandLine;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Mapping.Coverage;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange mapping coverage</c>: what samples and tests leave open.</summary>
internal static class MappingCoverageVerb
{
    private static readonly Argument<string[]> Paths = new("mapping") { Description = "Files, folders, systems or ids; all where none is named.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create()
    {
        var command = new Command("coverage", "Fields never read or set, codes without a row, operator branches without a test.") { Paths };
        command.Runs(Run);
        return command;
    }

    private static Task<int> Run(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = context.LoadFiles();
        var streams = files.Connectors.SelectMany(c => c.Entry.Declaration.Streams).ToLookup(s => s.Mapping, StringComparer.Ordinal);
        var reports = MappingCoverage.Run(files.Mappings, context.Home.Roots, parsed.GetValue(Paths), id => streams[id].SelectMany(UsedBy));
        context.Output.Write(
            new
            {
                mappings = reports.Select(r => new
                {
                    id = r.Id,
                    file = r.File,
                    samples = r.Samples,
                    tests = r.Tests,
                    sourceFields = r.SourceFields,
                    unreadFields = r.UnreadFields,
                    unsetFields = r.UnsetFields,
                    unmappedCodes = r.UnmappedCodes,
                    branches = r.Branches,
                    untestedBranches = r.UntestedBranches,
                    complete = r.Complete,
                }),
            },
            console =>
            {
                foreach (var report in reports)
                {
                    Write(console, report);
                }
            });
        return Task.FromResult(reports.All(r => r.Complete) ? ExitCodes.Done : ExitCodes.Attention);
    }

    private static void Write(IAnsiConsole console, CoverageReport report)
    {
        var colour = report.Complete ? "green" : "yellow";
        console.MarkupLine(
            $"[{colour}]{Markup.Escape(report.Id)}[/] {report.Samples} samples, {report.Tests} tests; {report.SourceFields - report.UnreadFields.Count} of {report.SourceFields} source fields read, "
            + $"{report.Branches - report.UntestedBranches.Count} of {report.Branches} branches tested");
        foreach (var field in report.UnreadFields)
        {
            console.MarkupLineInterpolated($"  never read: {field}");
        }

        foreach (var code in report.UnmappedCodes)
        {
            console.MarkupLineInterpolated($"  no row in {code.Table}: {code.Value} ({code.Field}, {code.Count} records)");
        }

        foreach (var branch in report.UntestedBranches)
        {
            console.MarkupLineInterpolated($"  no test: {branch.Field} {branch.Operator}: {branch.Branch} ({report.File}:{branch.Line})");
        }

        if (report.UnsetFields.Count > 0)
        {
            console.MarkupLineInterpolated($"  [grey]never set: {string.Join(", ", report.UnsetFields)}[/]");
        }
    }

    private static IEnumerable<string> UsedBy(StreamDeclaration stream) =>
        stream.KeyFields.Concat(stream.Ignore).Concat(stream.Exclude.Select(e => e.Key)).Concat(stream.DeleteWhen.Select(d => d.Key))
            .Concat(stream.Cursor is { } cursor ? [cursor.Field] : [])
            .Concat(VersionColumn(stream.Node))
            .Select(p => p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : p);

    private static IEnumerable<string> VersionColumn(ConfigMap stream) =>
        stream.Find("select")?.Value is ConfigMap select
            ? ((string[])["column", "versionColumn"]).Select(k => (select.Find(k)?.Value as ConfigScalar)?.Value).OfType<string>()
            : [];
}
