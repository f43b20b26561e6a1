using System.CommandLine;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange bench</c>: measures the hub against a hand-written program.</summary>
internal static class BenchVerb
{
    public static Command Create() => new("bench", "Measure the hub against a hand-written program in the same run.");
}
