using System.Globalization;
using System.Security.Cryptography;
using Exchange.Abstractions.Failures;

namespace Exchange.Servers;

/// <summary>
/// A RabbitMQ of this program alone on the loopback interface: its own node name, ports, cookie and data, its own port
/// mapper, ended with it. Works for root and for an ordinary user.
/// </summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RabbitPrograms _programs;
    private readonly string _folder;
    private readonly int _mapperPort = ServerProcess.FreePort();
    private readonly int _peerPort = ServerProcess.FreePort();
    private ServerProcess? _mapper;
    private ServerProcess? _broker;

    private RabbitServer(RabbitPrograms programs, string folder)
    {
        _programs = programs;
        _folder = folder;
    }

    /// <summary>Whether RabbitMQ is on this machine.</summary>
    public static bool IsAvailable => RabbitPrograms.Find() is not null;

    /// <summary>The port it listens on.</summary>
    public int Port { get; } = ServerProcess.FreePort();

    /// <summary>A user who may do everything.</summary>
    public string User => "hub";

    /// <summary>The user's password, made anew for each server.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>The address without user and password.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"amqp://127.0.0.1:{Port}");

    /// <summary>What the broker said.</summary>
    public string? LogFile => _broker?.LogFile;

    /// <summary>Starts a broker.</summary>
    /// <param name="folder">Where its data, its log and its cookie go; made where it is missing, best kept short.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ExchangeException">RabbitMQ is not on this machine (configuration), or did not start (system).</exception>
    public static async Task<RabbitServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var programs = RabbitPrograms.Find() ?? throw new ExchangeException(
            FailureKind.Configuration, "RabbitMQ is not on this machine.", "Install the package rabbitmq-server.");
        Directory.CreateDirectory(folder);
        var server = new RabbitServer(programs, Path.GetFullPath(folder));
        try
        {
            server.Configure();
            server._mapper = ServerProcess.Start(
                programs.PortMapper,
                ["-port", server._mapperPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"],
                server._folder);
            await server.StartBrokerAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the broker at once, as a machine that loses power; its port mapper stays.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _broker, null) is { } broker)
        {
            await broker.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts the broker again with the data it had.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await KillAsync().ConfigureAwait(false);
        await StartBrokerAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the broker and its port mapper.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _mapper, null) is { } mapper)
        {
            await mapper.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StartBrokerAsync(CancellationToken cancellationToken)
    {
        _broker = ServerProcess.Start(_programs.Server, [], _folder, Environment());
        await _broker.WaitUntilAsync(token => ServerProcess.ListensAsync(Port, token), Patience, cancellationToken).ConfigureAwait(false);
    }

    private void Configure()
    {
        foreach (var part in new[] { "data", "log", "home" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, part));
        }

        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = {User}
            default_pass = {Password}
            log.console = true
            log.console.level = warning
            log.file = false
            disk_free_limit.absolute = 10MB
            vm_memory_high_watermark.absolute = 512MB

            """));
        File.WriteAllText(Path.Combine(_folder, "enabled_plugins"), "[].\n");
        File.WriteAllText(Path.Combine(_folder, "rabbitmq-env.conf"), "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_folder, "rabbitmq.conf"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = Path.Combine(_folder, "home"),
            ["PATH"] = _programs.SearchPath,
            ["ERL_EPMD_PORT"] = _mapperPort.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"exchange{Port}@localhost"),
            ["RABBITMQ_DIST_PORT"] = _peerPort.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "broker.pid"),
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),

            // Idle schedulers sleep at once: the machine is shared. Peers, which there are none of, could come from here alone.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
        };
        if (_programs.ErlangRoot is { } root)
        {
            environment["ERL_ROOTDIR"] = root;
        }

        return environment;
    }
}
