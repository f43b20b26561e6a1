using System.CommandLine;
using System.Net.Sockets;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Host.Cli.Verbs;
using Exchange.Pipeline.Pulling;
using Npgsql;

namespace Exchange.Host.Cli;

/// <summary>The <c>exchange</c> command.</summary>
internal static class CommandLineApplication
{
    private static readonly Option<string?> Home = new("--home") { Description = "Another folder with its own connectors/, mappings/ and state.", Recursive = true, HelpName = "DIR" };
    private static readonly Option<string?> Database = new("--db") { Description = "A PostgreSQL connection string instead of the private database.", Recursive = true, HelpName = "CONNECTION" };
    private static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document.", Recursive = true };

    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var root = new RootCommand("The exchange hub: a case is keyed once.") { Home, Database, Json };
        foreach (var verb in VerbList.All())
        {
            root.Add(verb);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var output = new VerbOutput(args.Contains("--json", StringComparer.Ordinal));
            output.WriteError("usage", new ExchangeException(FailureKind.Configuration, string.Join(" ", parsed.Errors.Select(e => e.Message)), "Run: exchange --help"));
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(9) }).ConfigureAwait(false);
    }

    /// <summary>Gives a command its action: failures become their exit code and one clear message.</summary>
    public static void Runs(this Command command, Func<VerbContext, ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new VerbOutput(parsed.GetValue(Json));
            try
            {
                return await action(new VerbContext(parsed.GetValue(Home), parsed.GetValue(Database), output), parsed, cancellationToken).ConfigureAwait(false);
            }
            catch (ExchangeException failure)
            {
                output.WriteError(failure.Kind.ToString().ToLowerInvariant(), failure);
                return failure.Kind switch
                {
                    FailureKind.Configuration => ExitCodes.Usage,
                    FailureKind.Transient => ExitCodes.Unreachable,
                    _ => ExitCodes.Attention,
                };
            }
            catch (StreamBusyException busy)
            {
                output.WriteError("busy", new ExchangeException(FailureKind.Transient, busy.Message, "Wait for it, or wait longer: --wait 5m") { Field = busy.Item });
                return ExitCodes.Attention;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                output.WriteError("cancelled", new ExchangeException(FailureKind.Transient, "Stopped.", "What was committed stays; run it again to go on."));
                return ExitCodes.Attention;
            }
            catch (Exception exception) when (exception is NpgsqlException or SocketException)
            {
                output.WriteError("transient", Unreachable(exception));
                return ExitCodes.Unreachable;
            }
        });

    private static ExchangeException Unreachable(Exception exception) => exception is PostgresException refused
        ? new ExchangeException(FailureKind.Transient, $"The hub's database refused: {refused.MessageText} ({refused.SqlState}).", "Check the rights and the state of the database: exchange db status", exception)
        : new ExchangeException(FailureKind.Transient, $"The hub's database cannot be reached: {(exception.InnerException ?? exception).Message}", "Check that it runs and that --db names it.", exception);
}
