using Npgsql;

namespace Exchange.Storage.Cluster;

/// <summary>How the hub signs in to its own server.</summary>
internal static class ClusterUser
{
    public const string Name = "exchange";

    public static string ConnectionString(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Name,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Timeout = 15,

        // Named here, or the driver takes them from PGOPTIONS, PGTZ and PGCLIENTENCODING of whoever called us.
        Options = "-c client_min_messages=warning",
        Timezone = "GMT",
        ClientEncoding = "UTF8",
    }.ConnectionString;
}
