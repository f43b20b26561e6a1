using Exchange.Host.Composition;
using Exchange.Host.Homes;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Exchange.Host.Cli;

/// <summary>What a verb works with: where the hub lives, which database, and how to answer.</summary>
/// <param name="home">The folder asked for.</param>
/// <param name="database">The connection string asked for.</param>
/// <param name="output">How to answer.</param>
internal sealed class VerbContext(string? home, string? database, VerbOutput output)
{
    private readonly Lazy<HubHome> _home = new(() => HubHome.Find(home));

    public HubHome Home => _home.Value;

    public string? DatabaseConnection =>
        (database ?? Environment.GetEnvironmentVariable("EXCHANGE_DB")) is { } connection ? Storage.Databases.PostgresUrl.ToConnectionString(connection) : null;

    public VerbOutput Output { get; } = output;

    /// <summary>Who types the verb, for the audit log.</summary>
    public static string Actor => $"cli:{Environment.UserName}";

    public HubFiles LoadFiles(IReadOnlyCollection<string>? only = null) => HubFiles.Load(Home, only);

    public Task<Hub> OpenHubAsync(CancellationToken cancellationToken) => Hub.OpenAsync(LoadFiles(), DatabaseConnection, Loggers(), cancellationToken);

    /// <summary>Logs of the server's work, in its log file.</summary>
    public static ILoggerFactory ServerLoggers(HubHome home, bool toConsole = true) => new SerilogLoggerFactory(Web.HubLog.Create(home, toConsole), dispose: true);

    /// <summary>Logs of verbs: warnings and worse, to the error stream.</summary>
    public static ILoggerFactory Loggers() => new SerilogLoggerFactory(
        new LoggerConfiguration()
            .MinimumLevel.Is(LogEventLevel.Error)
            .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            .CreateLogger(),
        dispose: true);
}
