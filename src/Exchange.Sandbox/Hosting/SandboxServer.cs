using System.Text.Json;
using Exchange.Sandbox.Actions;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Faults;
using Exchange.Sandbox.Livelihood;
using Exchange.Sandbox.Platform;
using Exchange.Sandbox.Provincial;
using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Truth;

namespace Exchange.Sandbox;

/// <summary>The simulated systems in one process: built, generated, listening.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    // Share of entries of the simulated systems with a planted defect; --dirty is for the hall and the bureau.
    private const double SystemsDirtyShare = 0.02;
    private readonly SandboxDatabases _databases;
    private readonly WebApplication _application;
    private readonly ActionRunner _actions;
    private readonly RunningSystems _systems;

    private SandboxServer(SandboxDatabases databases, WebApplication application, ActionRunner actions, RunningSystems systems, ReadyLine ready)
    {
        _systems = systems;
        _databases = databases;
        _application = application;
        _actions = actions;
        Ready = ready;
    }

    public ReadyLine Ready { get; }

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, string server, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Home);
        var (possible, missing) = RunningSystems.Sort(options.Systems);
        options = options with { Systems = possible, NotStarted = missing };
        var databases = await SandboxDatabases.OpenAsync(server, options.DatabasePrefix, cancellationToken);
        try
        {
            return await StartAsync(options, server, databases, cancellationToken);
        }
        catch
        {
            await databases.DisposeAsync();
            throw;
        }
    }

    private static async Task<SandboxServer> StartAsync(SandboxOptions options, string server, SandboxDatabases databases, CancellationToken cancellationToken)
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
        var entries = new EntryStore(databases.Truth);
        await entries.MigrateAsync(cancellationToken);

        var book = new CaseBook(truth, livelihood, clock, options);
        await book.PrepareAsync(cancellationToken);
        var systems = new RunningSystems();
        await systems.StartAsync(options, new Surroundings(book.Seed, book.BaseTime, SystemsDirtyShare, clock, entries, truth, server, options.Home, options.DatabasePrefix), cancellationToken);
        var faults = new FaultSwitches(book.Seed);
        var recent = new RecentlyRead();
        var actions = new ActionRunner(book, recent, options, systems, time);

        var address = SandboxAddress.Choose(options);
        var application = LoopbackApplication.Build(address);
        if (options.Systems.Contains(SystemIds.Provincial))
        {
            new ProvincialEndpoints(provincial, new TokenBook(time), faults, recent, clock).Map(application);
        }
        PlatformEndpoints.Map(application, platform, faults);
        ControlEndpoints.Map(application, faults, actions, systems, databases.Truth);
        systems.Map(application);
        await application.StartAsync(cancellationToken);

        var url = LoopbackApplication.Url(application);
        var cases = await truth.CountAsync(null, "true", cancellationToken) + systems.Cases;
        var ready = new ReadyLine(true, url, databases.LivelihoodConnection, Environment.ProcessId, cases, book.Seed, options.Systems, SandboxCredentials.All) { NotStarted = systems.NotStarted }
            .With([.. HubValues(url, databases.LivelihoodConnection), .. systems.All.SelectMany(s => s.Values(url))]);
        await SandboxAddress.RememberAsync(options, ready, cancellationToken);
        return new SandboxServer(databases, application, actions, systems, ready);
    }

    private static IReadOnlyList<HubValue> HubValues(string url, string livelihood) =>
    [
        HubValue.Setting($"{SystemIds.Provincial}.url", url),
        HubValue.Setting($"{SystemIds.Provincial}.client", ProvincialEndpoints.Client),
        HubValue.Secret(SystemIds.Provincial, ProvincialEndpoints.Secret),
        HubValue.Secret(SystemIds.Livelihood, livelihood),
        HubValue.Setting($"{SystemIds.Platform}.url", url),
        HubValue.Setting($"{SystemIds.Platform}.app", PlatformEndpoints.App),
        HubValue.Secret(SystemIds.Platform, PlatformEndpoints.Key),
    ];

    public async ValueTask DisposeAsync()
    {
        await _actions.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
        await _systems.DisposeAsync();
        await _databases.DisposeAsync();
    }
}
