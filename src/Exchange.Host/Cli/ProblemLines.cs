using Exchange.Abstractions.Configuration;
using Spectre.Console;

namespace Exchange.Host.Cli;

/// <summary>Problems of files as lines for people.</summary>
internal static class ProblemLines
{
    public static void Write(IAnsiConsole console, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            var colour = problem.Severity == ProblemSeverity.Error ? "red" : "yellow";
            console.MarkupLine($"[{colour}]{problem.Severity.ToString().ToLowerInvariant()}[/] {Markup.Escape(problem.Location.ToString())}: {Markup.Escape(problem.Message)}");
            console.MarkupLineInterpolated($"  {problem.Remedy}");
        }
    }
}
