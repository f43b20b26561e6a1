using System.Text.Json;
using Exchange.Sandbox.Actions;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Faults;
using Exchange.Sandbox.Livelihood;
using Exchange.Sandbox.Platform;
using Exchange.Sandbox.Provincial;
using Exchange.Sandbox.Truth;

namespace Exchange.Sandbox;

/// <summary>The simulated systems in one process: built, generated, listening.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxDatabases _databases;
    private readonly WebApplication _application;
    private readonly ActionRunner _actions;

    private SandboxServer(SandboxDatabases databases, WebApplication application, ActionRunner actions, ReadyLine ready)
    {
        _databases = databases;
        _application = application;
        _actions = actions;
        Ready = ready;
    }

    public ReadyLine Ready { get; }

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, string server, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Home);
        var databases = await SandboxDatabases.OpenAsync(server, options.DatabasePrefix, cancellationToken);
        try
        {
            return await StartAsync(options, databases, cancellationToken);
        }
        catch
        {
            await databases.DisposeAsync();
            throw;
        }
    }

    private static async Task<SandboxServer> StartAsync(SandboxOptions options, SandboxDatabases databases, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var clock = new SandboxClock(time);
        var livelihood = new LivelihoodStore(databases.Livelihood);
        var truth = new TruthStore(databases.Truth);
        var provincial = new ProvincialStore(databases.Truth);
        var platform = new PlatformStore(databases.Truth);
        await livelihood.MigrateAsync(cancellationToken);
        await truth.MigrateAsync(cancellationToken);
        await provincial.MigrateAsync(cancellationToken);
        await platform.MigrateAsync(cancellationToken);

        var book = new CaseBook(truth, livelihood, clock, options);
        await book.PrepareAsync(cancellationToken);
        var faults = new FaultSwitches(book.Seed);
        var recent = new RecentlyRead();
        var actions = new ActionRunner(book, recent, options, time);

        var address = SandboxAddress.Choose(options);
        var application = LoopbackApplication.Build(address);
        if (options.Systems.Contains(SystemIds.Provincial))
        {
            new ProvincialEndpoints(provincial, new TokenBook(time), faults, recent, clock).Map(application);
        }
        PlatformEndpoints.Map(application, platform, faults);
        ControlEndpoints.Map(application, faults, actions, databases.Truth);
        await application.StartAsync(cancellationToken);

        var url = LoopbackApplication.Url(application);
        var cases = await truth.CountAsync(null, "true", cancellationToken);
        var ready = new ReadyLine(true, url, databases.LivelihoodConnection, Environment.ProcessId, cases, book.Seed, options.Systems, SandboxCredentials.All);
        await SandboxAddress.RememberAsync(options, ready, cancellationToken);
        return new SandboxServer(databases, application, actions, ready);
    }

    public async ValueTask DisposeAsync()
    {
        await _actions.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
        await _databases.DisposeAsync();
    }
}
