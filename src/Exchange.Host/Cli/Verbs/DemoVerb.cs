using System.CommandLine;
using Exchange.Abstractions.Failures;
using Exchange.Host.Demo;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange demo</c>: the main job on a private database and simulated systems.</summary>
internal static class DemoVerb
{
    private static readonly Option<int> Cases = new("--cases") { Description = "How many cases the simulated systems hold.", DefaultValueFactory = _ => 2000 };
    private static readonly Option<string?> Systems = new("--systems") { Description = "Which simulated systems to show; all that can run here without it.", HelpName = "a,b" };
    private static readonly Option<bool> Exit = new("--exit") { Description = "End after the result instead of serving on." };

    public static Command Create()
    {
        var command = new Command("demo", "See the main job on a private database and simulated systems.") { Cases, Systems, Exit };
        command.Runs((context, parsed, cancellationToken) => new DemoRun(context, Read(parsed)).RunAsync(cancellationToken));
        return command;
    }

    private static DemoOptions Read(ParseResult parsed)
    {
        var cases = parsed.GetValue(Cases);
        if (cases is < 1 or > 1_000_000)
        {
            throw new ExchangeException(FailureKind.Configuration, $"--cases {cases} is out of bounds.", "Give a number from 1 to 1000000.");
        }

        var systems = parsed.GetValue(Systems)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? ["all"];
        return new DemoOptions(cases, systems, parsed.GetValue(Exit));
    }
}
