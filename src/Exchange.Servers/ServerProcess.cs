using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Exchange.Abstractions.Failures;

namespace Exchange.Servers;

/// <summary>A server started for this program alone: its output goes to a file, and it is ended with all its children.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly TextWriter _log;
    private readonly string _name;

    private ServerProcess(string name, Process process, TextWriter log, string logFile)
    {
        _name = name;
        _process = process;
        _log = log;
        LogFile = logFile;
    }

    /// <summary>What the server said.</summary>
    public string LogFile { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>A port of the loopback interface that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its folder: the log goes there too.</param>
    /// <param name="environment">Variables set for it.</param>
    public static ServerProcess Start(ServerProgram program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var name = Path.GetFileName(program.Path);
        var logFile = Path.Combine(folder, name + ".log");
        var start = new ProcessStartInfo(program.Path, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (program.Libraries is not null)
            start.Environment["LD_LIBRARY_PATH"] = program.Libraries;
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        var log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => log.WriteLine(e.Data);
        process.ErrorDataReceived += (_, e) => log.WriteLine(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServerProcess(name, process, log, logFile);
    }

    /// <summary>Waits until the server answers.</summary>
    /// <param name="ready">Asks it; an exception counts as not yet.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ExchangeException">It ended, or did not answer in time (system).</exception>
    public async Task WaitUntilAsync(Func<CancellationToken, Task<bool>> ready, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync(ready, cancellationToken).ConfigureAwait(false))
        {
            if (_process.HasExited || waited.Elapsed > patience)
            {
                throw new ExchangeException(
                    FailureKind.System,
                    _process.HasExited ? $"{_name} ended at once (exit code {_process.ExitCode})." : $"{_name} did not answer within {patience.TotalSeconds:0} s.",
                    $"Read {LogFile}.");
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a port of the loopback interface takes connections.</summary>
    public static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends the server, its children first asked by nothing: the data is for this run alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process.Dispose();
        await _log.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<bool> AnswersAsync(Func<CancellationToken, Task<bool>> ready, CancellationToken cancellationToken)
    {
        try
        {
            return await ready(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
