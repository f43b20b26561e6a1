using System.Runtime.InteropServices;
using Exchange.Abstractions.Failures;

namespace Exchange.Security.Files;

/// <summary>Files only their owner may read, replaced as a whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    // A mounted secret is often readable by the process's group; nobody else may read it, and nobody but the owner may write it.
    private const UnixFileMode Forbidden =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    private const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>Refuses a file that others may read.</summary>
    /// <exception cref="ExchangeException">Others may read the file (configuration).</exception>
    public static void CheckMode(string path, string what)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Forbidden) == 0)
        {
            return;
        }

        throw new ExchangeException(
            FailureKind.Configuration,
            $"The {what} '{path}' can be read or changed by other users.",
            $"Run: chmod 600 '{path}'. If others can log in to this machine, treat what it holds as known to them.");
    }

    /// <summary>Reads a whole file of bounded size after checking its mode.</summary>
    public static byte[] Read(string path, string what)
    {
        CheckMode(path, what);
        var length = new FileInfo(path).Length;
        if (length > MaximumBytes)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The {what} '{path}' has {length} bytes.", $"Keep it below {MaximumBytes} bytes; it is not what the hub wrote.");
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Creates a file with its whole content, unless it exists already.</summary>
    /// <returns>Whether this call created it; otherwise another one was first and its content stands.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var draft = WriteDraft(path, content);
        try
        {
            return TryPublish(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Replaces a file as a whole.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var draft = WriteDraft(path, content);
        try
        {
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Waits until this process alone may change a file; disposing the result lets others.</summary>
    /// <exception cref="ExchangeException">Another process holds it for 30 seconds (transient).</exception>
    public static async Task<IDisposable> LockAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        CreateFolder(path);
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", Options(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (time.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
                {
                    throw new ExchangeException(
                        FailureKind.Transient, $"Another process is changing '{path}'.", "Try again when it has ended.", exception);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), time, cancellationToken).ConfigureAwait(false);
        }
    }

    // EWOULDBLOCK of Linux and of macOS; a sharing and a lock violation of Windows.
    private static bool IsHeldByAnother(IOException exception) =>
        exception.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static string WriteDraft(string path, ReadOnlySpan<byte> content)
    {
        CreateFolder(path);
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        using var stream = new FileStream(draft, Options(FileMode.CreateNew, FileShare.None));
        stream.Write(content);
        stream.Flush(flushToDisk: true);
        return draft;
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode600;
        }

        return options;
    }

    private static void CreateFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(folder))
        {
            return;
        }

        // Only the innermost folder is closed: what stands beside it may belong to an unprivileged database user.
        if (Path.GetDirectoryName(folder) is { } parent)
        {
            Directory.CreateDirectory(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FolderMode700);
        }
    }

    private static bool TryPublish(string draft, string path)
    {
        // File.Move without overwrite looks first and renames then on Unix, so that of two processes the later one would
        // replace the earlier one's file. A hard link is created by one of them only.
        if (!OperatingSystem.IsWindows())
        {
            if (Link(draft, path) == 0)
            {
                return true;
            }

            if (File.Exists(path))
            {
                return false;
            }
        }

        try
        {
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string existing,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string created);
}
