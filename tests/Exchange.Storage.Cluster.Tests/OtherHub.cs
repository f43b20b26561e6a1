using System.Diagnostics;

namespace Exchange.Storage.Cluster.Tests;

/// <summary>A hub in another process.</summary>
internal sealed class OtherHub : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private readonly Process _process;

    private OtherHub(Process process) => _process = process;

    public int Pid => _process.Id;

    public static OtherHub Launch(string directory, string? programs = null, params string[] prefix)
    {
        var program = Path.Combine(programs ?? AppContext.BaseDirectory, "Exchange.Storage.Cluster.Tests.dll");
        string[] command = [.. prefix, Environment.ProcessPath is { } p && Path.GetFileName(p) == "dotnet" ? p : "dotnet", program, directory];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Nothing of the caller's surroundings may matter to the server.
        start.Environment["LC_ALL"] = "de_DE.UTF-8";
        start.Environment["TZ"] = "Pacific/Chatham";
        start.Environment["PGPORT"] = "1";
        start.Environment["PGDATA"] = "/nonexistent";
        start.Environment["PGOPTIONS"] = "-c nonsense=1";
        return new OtherHub(Process.Start(start)!);
    }

    public async Task<string> WordAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return line?.Split(' ')[0] ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
    }

    public async Task<int> LeaveAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>As the kernel would, then waits for the end of its output: nothing that it started may hold it open.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await _process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
