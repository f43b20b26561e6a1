using Exchange.Abstractions.Failures;

namespace Exchange.Servers;

/// <summary>
/// A private MariaDB on loopback for one run: its data in a folder given to it, one user with a password, on a free port.
/// It runs as the user who starts it, root included, because it serves nobody else.
/// </summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    /// <summary>The user of <see cref="Connection"/>.</summary>
    public const string User = "exchange";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServerProcess _process;

    private MariaDbServer(ServerProcess process, int port, string password)
    {
        _process = process;
        Port = port;
        Password = password;
    }

    /// <summary>The port on loopback.</summary>
    public int Port { get; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string Password { get; }

    /// <summary>What the server said.</summary>
    public string LogFile => _process.LogFile;

    /// <summary>Whether this machine has the programs.</summary>
    public static bool IsInstalled => ServerPrograms.Find("mariadbd") is not null;

    /// <summary>The connection string of a database.</summary>
    /// <param name="database">The database; created by whoever uses it.</param>
    public string Connection(string database = "exchange") => $"Server=127.0.0.1;Port={Port};Database={database};User ID={User};Password={Password};SslMode=None";

    /// <summary>Starts one, with the empty database <c>exchange</c> (utf8mb4).</summary>
    /// <param name="folder">An existing folder for its data; removed by whoever made it.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ExchangeException">The machine has no MariaDB, or it does not start (system).</exception>
    public static async Task<MariaDbServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var program = ServerPrograms.Find("mariadbd") ?? throw new ExchangeException(
            FailureKind.System, "There is no MariaDB on this machine.", "Install mariadb-server; only the programs are needed, its service may stay off.");
        var data = Path.Combine(folder, "data");
        var password = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await MariaDbFolder.CreateAsync(program, folder, data, User, password, cancellationToken).ConfigureAwait(false);
        var port = ServerProcess.FreePort();
        var process = ServerProcess.Start(program, [.. MariaDbFolder.Arguments(program, data), $"--port={port}", "--bind-address=127.0.0.1", $"--socket={MariaDbFolder.Socket(folder)}", "--skip-name-resolve", "--character-set-server=utf8mb4", "--max-allowed-packet=64M", "--innodb-buffer-pool-size=64M", "--performance-schema=OFF"], folder);
        var server = new MariaDbServer(process, port, password);
        try
        {
            await process.WaitUntilAsync(token => ServerProcess.ListensAsync(port, token), Patience, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch (Exception)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends it at once; its data is for this run alone.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
