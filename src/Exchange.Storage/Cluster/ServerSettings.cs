using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>The settings of the private server, written anew at every start. Durability stays as PostgreSQL ships it.</summary>
internal static partial class ServerSettings
{
    public const string FileName = "exchange.conf";

    private static readonly HashSet<string> Fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        "fsync", "full_page_writes", "synchronous_commit", "data_checksums", "listen_addresses", "port",
        "unix_socket_directories", "password_encryption", "hba_file", "data_directory",
    };

    public static string Text(ServerBinaries binaries, PrivateClusterOptions options, int port, string logs, bool lz4)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "", // a socket's path may not be longer than 107 bytes; a home's may
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = "256MB",
            ["maintenance_work_mem"] = "128MB",
            ["max_wal_size"] = "2GB",
            ["wal_compression"] = lz4 ? "lz4" : "on",
            ["checkpoint_timeout"] = "15min",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off", // for long analyses; here it would only load a compiler into every backend
            ["timezone"] = "GMT", // built in; any other name needs the system's zone files
            ["log_timezone"] = "GMT",
            ["logging_collector"] = "on",
            ["log_directory"] = logs,
            ["log_filename"] = "postgresql-%a.log",
            ["log_rotation_age"] = "1d",
            ["log_rotation_size"] = "0",
            ["log_truncate_on_rotation"] = "on",

            // Error texts and their details quote values of records: they go to the client that caused them, never to the log.
            ["log_min_messages"] = "log",
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
            ["log_parameter_max_length"] = "0",
            ["log_parameter_max_length_on_error"] = "0",
        };
        if (SharedMemoryIsSmall())
            settings["dynamic_shared_memory_type"] = "mmap";
        if (binaries.HasExtensionLibrary("pg_stat_statements"))
        {
            settings["shared_preload_libraries"] = "pg_stat_statements";
            settings["pg_stat_statements.track_utility"] = "off";
        }

        foreach (var (name, value) in options.ExtraSettings)
            settings[Checked(name)] = value;

        var text = new StringBuilder("# Written by the hub at every start; changes here are lost.\n");
        foreach (var (name, value) in settings)
            text.Append(name).Append(" = ").Append(Quoted(value)).Append('\n');
        return text.ToString();
    }

    private static string Checked(string name)
    {
        if (!NamePattern().IsMatch(name) || Fixed.Contains(name))
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"The setting '{name}' of the private PostgreSQL cannot be changed.",
                "Leave it out: durability, address and place are the hub's own. A server of other make is named with --db.");
        }

        return name;
    }

    private static string Quoted(string value)
    {
        if (value.AsSpan().ContainsAny('\n', '\r', '\0'))
            throw new ExchangeException(FailureKind.Configuration, "A setting of the private PostgreSQL has a line break.", "Write it on one line.");
        return $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
    }

    // Containers give /dev/shm 64 MB; a parallel query of some size would fail there.
    private static bool SharedMemoryIsSmall()
    {
        try
        {
            return OperatingSystem.IsLinux() && new DriveInfo("/dev/shm").TotalSize < 256L * 1024 * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,62}(\.[a-z][a-z0-9_]{0,62})?\z", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}
