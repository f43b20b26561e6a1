using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Exchange.Sandbox;

/// <summary>Where the sandbox listens: the port asked for, else the one of the last start when it is still free, else any.</summary>
internal static class SandboxAddress
{
    public static string File(SandboxOptions options) => Path.Combine(options.Home, "sandbox.json");

    public static string Choose(SandboxOptions options)
    {
        var port = options.Port != 0 ? options.Port : LastPort(options);
        return FormattableString.Invariant($"http://127.0.0.1:{(port == 0 || (options.Port == 0 && !IsFree(port)) ? 0 : port)}");
    }

    /// <summary>Writes the ready line, which holds a connection string, so that only the owner can read it.</summary>
    public static async Task RememberAsync(SandboxOptions options, ReadyLine ready, CancellationToken cancellationToken)
    {
        var path = File(options);
        await System.IO.File.WriteAllTextAsync(path + ".new", JsonSerializer.Serialize(ready, JsonSerializerOptions.Web) + "\n", cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        System.IO.File.Move(path + ".new", path, overwrite: true);
    }

    private static int LastPort(SandboxOptions options)
    {
        try
        {
            var last = JsonSerializer.Deserialize<ReadyLine>(System.IO.File.ReadAllText(File(options)), JsonSerializerOptions.Web);
            return last is null ? 0 : new Uri(last.Url).Port;
        }
        catch (Exception e) when (e is IOException or JsonException or UriFormatException or ArgumentNullException)
        {
            return 0;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
