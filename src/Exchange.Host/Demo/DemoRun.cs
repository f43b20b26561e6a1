using System.Diagnostics;
using Exchange.Abstractions.Failures;
using Exchange.Host.Cli;
using Exchange.Host.Cli.Verbs;
using Exchange.Host.Composition;
using Exchange.Host.Web;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Status;
using Spectre.Console;

namespace Exchange.Host.Demo;

/// <summary>Runs the demo: starts everything, watches the main job on its schedules, prints the result.</summary>
/// <param name="context">The verb's context.</param>
/// <param name="options">What is asked.</param>
internal sealed class DemoRun(VerbContext context, DemoOptions options)
{
    private const string Target = "unified-platform";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var loggers = VerbContext.ServerLoggers(context.Home, toConsole: false);
        Say("starting the simulated systems …");
        await using var sandbox = await SandboxProcess.StartAsync(Path.Combine(context.Home.State, "sandbox"), options.Cases, options.Systems, cancellationToken).ConfigureAwait(false);
        var missing = MissingSystem.Of(sandbox.Ready);
        foreach (var system in missing)
        {
            Say($"{system.Id} is not started. {system.Reason}");
        }

        string[] systems = [.. sandbox.Ready.GetProperty("systems").EnumerateArray().Select(s => s.GetString()!)];
        await DemoSettings.WriteAsync(context.LoadFiles([]).Secrets, sandbox.Ready, cancellationToken).ConfigureAwait(false);
        Say("starting the hub and its database …");
        await using var hub = await Hub.OpenAsync(context.LoadFiles([.. systems, Target]), context.DatabaseConnection, loggers, cancellationToken).ConfigureAwait(false);
        var status = new StatusReader(hub.Database);
        var since = await status.NowAsync(cancellationToken).ConfigureAwait(false);
        await using var server = await StartServerAsync(hub, cancellationToken).ConfigureAwait(false);
        Say($"the hub listens at {server.Url}");
        server.TriggerAll(hub.Work);
        var (runs, delivery) = await new DemoWatch(hub, status, context.Output, Patience).WatchAsync(since, cancellationToken).ConfigureAwait(false);
        var result = new DemoResult
        {
            Runs = runs,
            NotStarted = missing,
            Deliveries = [delivery],
            Waiting = (await status.StreamsAsync(cancellationToken).ConfigureAwait(false)).Sum(s => s.Waiting),
            Cases = await status.CasesAsync(cancellationToken).ConfigureAwait(false),
            Elapsed = clock.Elapsed,
            Url = server.Url,
            OneTimePassword = server.OneTimePassword,
        };
        result.Write(context.Output);
        if (!options.Exit)
        {
            Say($"serving at {server.Url} – Ctrl-C stops everything");
            await ServeVerb.WaitAsync(server, cancellationToken).ConfigureAwait(false);
        }

        return runs.Any(r => r.Failure is not null) || delivery.Left.Pending > 0 ? ExitCodes.Attention : ExitCodes.Done;
    }

    private static async Task<HubServer> StartServerAsync(Hub hub, CancellationToken cancellationToken)
    {
        try
        {
            return await ServeVerb.StartAsync(hub, new ServerOptions { LogToConsole = false }, cancellationToken).ConfigureAwait(false);
        }
        catch (ExchangeException)
        {
            // The usual port is taken: any free one does for a demo.
            return await ServeVerb.StartAsync(hub, new ServerOptions { Url = "http://127.0.0.1:0", LogToConsole = false }, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Say(string what)
    {
        if (!context.Output.Json)
        {
            context.Output.Errors.WriteLine(what);
        }
    }
}
