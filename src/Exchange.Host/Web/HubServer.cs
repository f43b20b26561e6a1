using Exchange.Host.Composition;
using Exchange.Host.Web.Accounts;
using Exchange.Host.Web.Ingest;
using Exchange.Pipeline;
using Exchange.Pipeline.Ingest;
using Exchange.Pipeline.Upkeep;
using Exchange.Scheduling;
using Exchange.Storage.Accounts;
using Exchange.Storage.Ingest;
using Exchange.Storage.Status;
using Exchange.Storage.Upkeep;
using Hangfire;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Prometheus;
using Serilog;

namespace Exchange.Host.Web;

/// <summary>The hub as a server: schedules, dashboard, health and metrics.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HubServer(WebApplication application, string? oneTimePassword)
    {
        _application = application;
        OneTimePassword = oneTimePassword;
    }

    /// <summary>The administrator's one-time password, where this start made the account.</summary>
    public string? OneTimePassword { get; }

    /// <summary>Where it listens.</summary>
    public string Url => _application.Urls.First();

    /// <summary>Cancelled when the server is told to stop.</summary>
    public CancellationToken Stopping => _application.Lifetime.ApplicationStopping;

    /// <summary>Starts the server.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="options">What this node does and where it listens.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<HubServer> StartAsync(Hub hub, ServerOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls(options.Url);
        builder.Host.UseSerilog(HubLog.Create(hub.Files.Home, options.LogToConsole), dispose: true);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.Services.AddSingleton(hub.Work);
        builder.Services.AddSingleton(hub.Audit);
        builder.Services.AddSingleton<IUpkeep>(new DatabaseUpkeep(hub.Database));
        builder.Services.AddSingleton(new AccountStore(hub.Database));
        builder.Services.AddSingleton(new StatusReader(hub.Database));
        builder.Services.AddSingleton<AccountDesk>();
        builder.Services.AddSingleton(hub);
        builder.Services.AddSingleton(hub.Files.Time);
        builder.Services.AddSingleton<IPushStore>(new PushStore(hub.Database));
        builder.Services.AddSingleton<IngestDesk>();
        builder.Services.AddSingleton<IngestEndpoint>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<DatabaseWatch>(services, hub));
        builder.Services.AddExchangeScheduling(hub.Database.ConnectionString, hub.Node, options.Works ? options.Workers : 0);
        if (options.Serves)
        {
            AddWeb(builder, hub);
        }

        var application = builder.Build();
        try
        {
            MapEndpoints(application, hub, options);
            application.Services.GetRequiredService<ScheduleRegistrar>().Register(hub.Work.Streams, hub.Work.Targets);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);

            // Only a server that listens makes the account: the one-time password is told once.
            var password = await application.Services.GetRequiredService<AccountDesk>().EnsureAdministratorAsync(cancellationToken).ConfigureAwait(false);
            return new HubServer(application, password);
        }
        catch
        {
            // Its jobs may run already, although its port is taken.
            await StopAsync(application).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts every pull now instead of at its next time.</summary>
    public void TriggerAll(HubWork work) => _application.Services.GetRequiredService<ScheduleRegistrar>().TriggerAll(work.Streams);

    /// <summary>Stops taking jobs, lets the transactions at hand end, and stops.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(_application).ConfigureAwait(false);

    private static async Task StopAsync(WebApplication application)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        await application.StopAsync(limit.Token).ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private static void AddWeb(WebApplicationBuilder builder, Hub hub)
    {
        builder.Services.AddDataProtection()
            .SetApplicationName("exchange")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(hub.Files.Home.State, "web-keys")));
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.LoginPath = "/login";
            o.AccessDeniedPath = "/login";
            o.Cookie.Name = "exchange";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
            o.ExpireTimeSpan = TimeSpan.FromHours(8);
            o.SlidingExpiration = true;
        });
        builder.Services.AddAuthorization();
        builder.Services.AddAntiforgery();
    }

    private static void MapEndpoints(WebApplication application, Hub hub, ServerOptions options)
    {
        Health.Map(application, hub.Database);
        HubMetrics.Register(hub);
        application.MapMetrics();
        if (!options.Serves)
        {
            return;
        }

        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        AccountPages.Map(application);
        IngestEndpoint.Map(application);
        application.Use(next => context => DashboardAccess.GuardAsync(context, next));
        application.UseHangfireDashboard(DashboardAccess.Path, new DashboardOptions
        {
            Authorization = [new DashboardAccess()],
            IsReadOnlyFunc = context => !DashboardAccess.MayAct(context),
            DashboardTitle = "任务 Jobs",
            DisplayStorageConnectionString = false,
            AppPath = "/",
        });
        application.MapGet("/", () => Results.Redirect(DashboardAccess.Path));
    }
}
