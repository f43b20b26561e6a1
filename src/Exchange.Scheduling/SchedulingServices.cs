using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Scheduling;

/// <summary>Adds Hangfire on the hub's PostgreSQL.</summary>
public static class SchedulingServices
{
    /// <summary>The schema of Hangfire's tables.</summary>
    public const string Schema = "hangfire";

    /// <summary>Adds the storage, the jobs and, where this node works, a server.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="connectionString">The hub's database.</param>
    /// <param name="node">The name of this node.</param>
    /// <param name="workers">How many jobs run at once; 0 for a node that runs none.</param>
    public static IServiceCollection AddExchangeScheduling(this IServiceCollection services, string connectionString, string node, int workers)
    {
        services.AddHangfire(configuration => configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                options => options.UseNpgsqlConnection(connectionString),
                new PostgreSqlStorageOptions
                {
                    SchemaName = Schema,
                    PrepareSchemaIfNecessary = true,
                    QueuePollInterval = TimeSpan.FromSeconds(1),
                    // Without it a job longer than the time-out is fetched a second time by design.
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromMinutes(1),
                    // A lock is a row that a killed node or database leaves behind, and no schedule fires while it stands; held, it is for milliseconds.
                    // It must end before the 15 s that registering a job waits for it, or a node started right after the kill gives up.
                    DistributedLockTimeout = TimeSpan.FromSeconds(10),
                }));
        services.AddTransient<HubJobs>();
        services.AddSingleton<ScheduleRegistrar>();
        if (workers > 0)
        {
            services.AddHangfireServer(options =>
            {
                options.ServerName = node;
                options.WorkerCount = workers;
                options.Queues = [JobQueues.Deliver, JobQueues.Pull, JobQueues.Upkeep];
                options.SchedulePollingInterval = TimeSpan.FromSeconds(5);
                options.HeartbeatInterval = TimeSpan.FromSeconds(10);
                options.ServerTimeout = TimeSpan.FromMinutes(1);
                options.ShutdownTimeout = TimeSpan.FromSeconds(6);
            });
        }

        return services;
    }
}
