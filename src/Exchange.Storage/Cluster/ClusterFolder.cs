using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>The files the hub keeps about its cluster. The server's own files stand in <see cref="Base"/>, which may be elsewhere.</summary>
internal sealed class ClusterFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Enterable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ClusterFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    public string LockFile => In("lock");

    public string OwnerFile => In("owner.json");

    /// <summary>Names the folder of the server's files where they could not stand in this one.</summary>
    public string LocationFile => In("location");

    public string PasswordFile => In("password");

    public string Base => ReadLine(LocationFile) ?? In("server");

    public string Data => System.IO.Path.Combine(Base, "data");

    public string Logs => System.IO.Path.Combine(Base, "log");

    /// <summary>What the server says before its own log is open.</summary>
    public string StartLog => System.IO.Path.Combine(Base, "log", "start.log");

    public bool IsInitialised => File.Exists(System.IO.Path.Combine(Data, "PG_VERSION"));

    public string DataVersion => ReadLine(System.IO.Path.Combine(Data, "PG_VERSION")) ?? "";

    public int? RememberedPort
    {
        get => int.TryParse(ReadLine(In("port")), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
        set => WriteAtomically(In("port"), value?.ToString(CultureInfo.InvariantCulture) ?? "");
    }

    public void Create()
    {
        try
        {
            var existed = Directory.Exists(Path);
            Directory.CreateDirectory(Path);
            if (!existed && !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
                File.SetUnixFileMode(Path, Enterable); // the server's account has to pass through
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    public string Password() => ReadLine(PasswordFile) ?? throw new ExchangeException(
        FailureKind.Configuration,
        $"The private PostgreSQL in {Path} has data but its password file {PasswordFile} is missing.",
        "Restore the file from a backup, or remove the folder to start with an empty hub.");

    public string CreatePassword()
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        WriteAtomically(PasswordFile, password);
        return password;
    }

    public void WriteLocation(string folder) => WriteAtomically(LocationFile, folder);

    public ExchangeException Unusable(Exception cause) => new(
        FailureKind.System,
        $"The folder {Path} of the private PostgreSQL cannot be used: {cause.Message}",
        "Check its owner, its permissions and the free disk space, run as the user who made it, or choose another folder with --home.",
        cause);

    /// <summary>Written beside and renamed, so that a kill leaves the old or the new content, never half of it.</summary>
    public static void WriteAtomically(string file, string content)
    {
        var temporary = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(content + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static string? ReadLine(string file)
    {
        try
        {
            var text = File.ReadLines(file).FirstOrDefault()?.Trim();
            return string.IsNullOrEmpty(text) ? null : text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
