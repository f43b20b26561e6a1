using System.CommandLine;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Host.Web;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange serve</c>: the hub, for production.</summary>
internal static class ServeVerb
{
    private static readonly Option<string> Role = new("--role") { Description = "all, web or worker.", DefaultValueFactory = _ => "all" };
    private static readonly Option<string> Urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    private static readonly Option<int> Workers = new("--workers") { Description = "How many jobs run at once.", DefaultValueFactory = _ => 6 };

    public static Command Create()
    {
        Role.AcceptOnlyFromAmong("all", "web", "worker");
        var command = new Command("serve", "The hub; several nodes may share one PostgreSQL.") { Role, Urls, Workers };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var loggers = VerbContext.ServerLoggers(context.Home);
        var files = context.LoadFiles();
        ProblemLines.Write(context.Output.Errors, files.Problems.Items);
        await using var hub = await Hub.OpenAsync(files, context.DatabaseConnection, loggers, cancellationToken).ConfigureAwait(false);
        var options = new ServerOptions { Role = parsed.GetValue(Role)!, Url = parsed.GetValue(Urls)!, Workers = Math.Clamp(parsed.GetValue(Workers), 1, 64) };
        await using var server = await StartAsync(hub, options, cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new { url = server.Url, role = options.Role, streams = hub.Work.Streams.Select(s => s.Id), targets = hub.Work.Targets.Select(t => t.Id), oneTimePassword = server.OneTimePassword },
            console =>
            {
                console.MarkupLineInterpolated($"exchange listens at {server.Url}, dashboard at {server.Url}/jobs");
                if (server.OneTimePassword is { } password)
                {
                    console.MarkupLineInterpolated($"administrator: admin, one-time password: [bold]{password}[/]");
                }
            });
        await WaitAsync(server, cancellationToken).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    /// <summary>Starts the server; a port that is taken is the operator's to free.</summary>
    public static async Task<HubServer> StartAsync(Hub hub, ServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await HubServer.StartAsync(hub, options, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{options.Url} is in use by another program.", "Stop it, or listen elsewhere: --urls http://127.0.0.1:8081", exception);
        }
    }

    /// <summary>Waits until the verb is told to stop.</summary>
    public static async Task WaitAsync(HubServer server, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = cancellationToken.Register(() => stopped.TrySetResult());
        using var stopping = server.Stopping.Register(() => stopped.TrySetResult());
        await stopped.Task.ConfigureAwait(false);
    }
}
