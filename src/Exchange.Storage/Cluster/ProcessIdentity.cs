using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Exchange.Storage.Cluster;

/// <summary>A process that a reused pid cannot be taken for.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Started">When it began, in the system's own words.</param>
internal sealed record ProcessIdentity(int Pid, string Started)
{
    public static ProcessIdentity Current { get; } =
        Of(Environment.ProcessId) ?? new ProcessIdentity(Environment.ProcessId, "");

    [JsonIgnore]
    public bool IsAlive => Of(Pid) == this;

    /// <summary>The process of that pid, or <see langword="null"/> when there is none or it is only waiting to be collected.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        if (OperatingSystem.IsLinux())
            return OfLinux(pid);
        try
        {
            using var process = Process.GetProcessById(pid);
            return new ProcessIdentity(pid, process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static ProcessIdentity? OfLinux(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(pid, fields[19]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
