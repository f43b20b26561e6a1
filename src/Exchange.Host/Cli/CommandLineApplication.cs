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
                return ExitCodes.Of(failure.Kind);
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
                var failure = Refused(exception);
                output.WriteError(failure.Kind.ToString().ToLowerInvariant(), failure);
                return ExitCodes.Of(failure.Kind);
            }
            catch (Exception exception)
            {
                // Its message may quote a record; where it happened does not.
                await Console.Error.WriteLineAsync($"{exception.GetType()}{Environment.NewLine}{exception.StackTrace}").ConfigureAwait(false);
                output.WriteError("system", new ExchangeException(FailureKind.System, $"The verb broke off ({exception.GetType().Name}).", "What was committed stays. Report it with the trace on the error stream."));
                return ExitCodes.Attention;
            }
        });

    private static ExchangeException Refused(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } refused =>
            new ExchangeException(FailureKind.Configuration, $"The hub's database does not let the hub in: {refused.MessageText} ({refused.SqlState}).", "Check the database, the user and its password in --db, and the user's rights.", exception),
        PostgresException refused =>
            new ExchangeException(FailureKind.Transient, $"The hub's database refused: {refused.MessageText} ({refused.SqlState}).", "Check the state of the database: exchange db status", exception),
        _ => new ExchangeException(FailureKind.Transient, "The hub's database cannot be reached.", "Check that it runs and that --db names it.", exception),
    };
}
