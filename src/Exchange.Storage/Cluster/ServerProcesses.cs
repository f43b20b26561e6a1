using System.Diagnostics;
using System.Globalization;

namespace Exchange.Storage.Cluster;

/// <summary>Finds the processes of a PostgreSQL that work on one data folder: each of them stands in that folder.</summary>
internal static class ServerProcesses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether that pid is a PostgreSQL on this data folder, not some other program that got the number.</summary>
    public static bool IsServer(int pid, string data) =>
        ProcessIdentity.Of(pid) is not null && (OperatingSystem.IsLinux() ? StandsIn(pid, data) : IsPostgres(pid));

    public static IReadOnlyList<int> On(string data)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && StandsIn(pid, data) && ProcessIdentity.Of(pid) is not null)];
    }

    /// <summary>Backends outlive a killed server for a moment and keep its memory: they leave by themselves, or are made to.</summary>
    public static async Task ClearLeftoversAsync(string data, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (On(data) is { Count: > 0 } left)
        {
            if (waited.Elapsed > patience)
            {
                foreach (var pid in left)
                    Kill(pid);
            }

            if (waited.Elapsed > patience + patience + TimeSpan.FromSeconds(5))
                return;
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<bool> WaitForEndAsync(int pid, string data, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (IsServer(pid, data))
        {
            if (waited.Elapsed > patience)
                return false;
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It left meanwhile.
        }
    }

    private static bool StandsIn(int pid, string data)
    {
        try
        {
            // A folder removed under a running server reads "<path> (deleted)" and is no longer this one.
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget is { } place
                && place == RealPath(data)
                && IsPostgres(pid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsPostgres(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName is "postgres" or "postmaster";
        }

        return File.ReadAllText($"/proc/{pid}/comm").Trim() is "postgres" or "postmaster";
    }

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path) ?? "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next;
        }

        return real;
    }
}
