using System.Diagnostics;
using System.Security.Cryptography;
using Exchange.Abstractions.Failures;

namespace Exchange.Servers;

/// <summary>
/// An OpenSSH server on loopback for this program alone, with keys and a user of its own. Started by root it also takes a
/// password: it then sees user files of its own, and nothing of the machine is changed.
/// </summary>
public sealed class SftpServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly string _home;

    private SftpServer(ServerProcess process, string home, int port, string user, string? password)
    {
        _process = process;
        _home = home;
        Port = port;
        User = user;
        Password = password;
        PrivateKey = File.ReadAllText(Path.Combine(home, "user"));
        EncryptedKey = File.ReadAllText(Path.Combine(home, "locked"));
        var blob = Convert.FromBase64String(File.ReadAllText(Path.Combine(home, "host.pub")).Split(' ')[1]);
        HostKey = "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');
    }

    /// <summary>Whether the programs are on this machine.</summary>
    public static bool IsAvailable => ServerPrograms.Find("sshd") is not null && ServerPrograms.Find("ssh-keygen") is not null;

    /// <summary>Where it listens.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>The user it lets in.</summary>
    public string User { get; }

    /// <summary>The user's password; <see langword="null"/> where only keys are taken.</summary>
    public string? Password { get; }

    /// <summary>The user's private key.</summary>
    public string PrivateKey { get; }

    /// <summary>Another private key of the user, encrypted with <see cref="Passphrase"/>.</summary>
    public string EncryptedKey { get; }

    /// <summary>The passphrase of <see cref="EncryptedKey"/>.</summary>
    public string Passphrase => "sandbox passphrase";

    /// <summary>The fingerprint of the host key, <c>SHA256:…</c>.</summary>
    public string HostKey { get; }

    /// <summary>A folder for files, the same path on both sides.</summary>
    public string Folder => Path.Combine(_home, "files");

    /// <summary>Starts one.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ExchangeException">The programs are not on this machine, or it does not come up (system).</exception>
    public static async Task<SftpServer> StartAsync(CancellationToken cancellationToken)
    {
        var sshd = Need("sshd");
        var home = Directory.CreateTempSubdirectory("exchange-sftp-").FullName;
        Directory.CreateDirectory(Path.Combine(home, "files"));
        await KeyAsync(home, "host", "", cancellationToken).ConfigureAwait(false);
        await KeyAsync(home, "user", "", cancellationToken).ConfigureAwait(false);
        await KeyAsync(home, "locked", "sandbox passphrase", cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(
            Path.Combine(home, "authorized"),
            await File.ReadAllTextAsync(Path.Combine(home, "user.pub"), cancellationToken).ConfigureAwait(false)
            + await File.ReadAllTextAsync(Path.Combine(home, "locked.pub"), cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        var port = ServerProcess.FreePort();
        var isRoot = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux();
        var user = isRoot ? "files" : Environment.UserName;
        var password = isRoot ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)) : null;
        await File.WriteAllTextAsync(Path.Combine(home, "sshd.conf"), Configuration(sshd, home, port, password is not null), cancellationToken).ConfigureAwait(false);
        var process = password is null
            ? ServerProcess.Start(sshd, ["-D", "-e", "-f", Path.Combine(home, "sshd.conf")], home)
            : await StartWithUserAsync(sshd, home, user, password, cancellationToken).ConfigureAwait(false);
        try
        {
            await process.WaitUntilAsync(token => ServerProcess.ListensAsync(port, token), TimeSpan.FromSeconds(20), cancellationToken).ConfigureAwait(false);
            return new SftpServer(process, home, port, user, password);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_home, recursive: true);
    }

    private static string Configuration(ServerProgram sshd, string home, int port, bool passwords)
    {
        var lines = new List<string>
        {
            $"Port {port}", "ListenAddress 127.0.0.1", $"HostKey {home}/host", "PidFile none", "UsePAM no", "StrictModes no", "PermitRootLogin yes",
            $"AuthorizedKeysFile {home}/authorized", $"PasswordAuthentication {(passwords ? "yes" : "no")}", "KbdInteractiveAuthentication no",
            "Subsystem sftp internal-sftp",
        };
        foreach (var (option, path) in new[] { ("SshdSessionPath", "/usr/lib/openssh/sshd-session"), ("SshdAuthPath", "/usr/lib/openssh/sshd-auth") })
        {
            // An unpacked server looks for its other halves where it would be installed.
            if (sshd.Root != "/" && File.Exists(sshd.Resource(path)))
                lines.Add($"{option} {sshd.Resource(path)}");
        }

        return string.Join('\n', lines) + "\n";
    }

    // In a mount namespace of its own the server has user files with one more user, and the folder it insists on.
    private static async Task<ServerProcess> StartWithUserAsync(ServerProgram sshd, string home, string user, string password, CancellationToken cancellationToken)
    {
        var hash = (await RunAsync(Need("openssl"), ["passwd", "-6", "-stdin"], password + "\n", cancellationToken).ConfigureAwait(false)).Trim();
        await File.WriteAllTextAsync(Path.Combine(home, "passwd"), await File.ReadAllTextAsync("/etc/passwd", cancellationToken).ConfigureAwait(false) + $"{user}:x:0:0::{home}/files:/bin/sh\n", cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(home, "shadow"), $"root:*:19000:0:99999:7:::\nsshd:!:19000:0:99999:7:::\n{user}:{hash}:19000:0:99999:7:::\n", cancellationToken).ConfigureAwait(false);
        var script = $"mount -t tmpfs tmpfs /run && mkdir -p /run/sshd && mount --bind '{home}/passwd' /etc/passwd && mount --bind '{home}/shadow' /etc/shadow && exec '{sshd.Path}' -D -e -f '{home}/sshd.conf'";
        return ServerProcess.Start(Need("unshare") with { Libraries = sshd.Libraries }, ["-m", "sh", "-c", script], home);
    }

    private static Task KeyAsync(string home, string name, string passphrase, CancellationToken cancellationToken) =>
        RunAsync(Need("ssh-keygen"), ["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", Path.Combine(home, name)], "", cancellationToken);

    private static async Task<string> RunAsync(ServerProgram program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program.Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (program.Libraries is not null)
            start.Environment["LD_LIBRARY_PATH"] = program.Libraries;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0 ? output : throw new ExchangeException(FailureKind.System, $"{Path.GetFileName(program.Path)} failed (exit code {process.ExitCode}).", "Run it by hand.");
    }

    private static ServerProgram Need(string name) => ServerPrograms.Find(name)
        ?? throw new ExchangeException(FailureKind.System, $"The program {name} is not on this machine.", "Install OpenSSH's server: apt-get install openssh-server.");
}
