namespace Exchange.Storage.Cluster;

/// <summary>How the hub keeps its own PostgreSQL.</summary>
/// <param name="Directory">The folder of the cluster, such as <c>&lt;home&gt;/.exchange/postgres</c>; made when missing.</param>
public sealed record PrivateClusterOptions(string Directory)
{
    /// <summary>The major version for a new cluster, such as <c>16</c>.</summary>
    /// <value>The default is <see langword="null"/>: what stands on PATH, else the newest found. An existing cluster keeps its version.</value>
    public string? PreferredVersion { get; init; }

    /// <summary>How many connections the server takes.</summary>
    /// <value>The default is 100.</value>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Further server settings by name; the durability settings cannot be changed.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> ExtraSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a start may take, crash recovery and waiting for another process's start included.</summary>
    /// <value>The default is 3 minutes.</value>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);
}
