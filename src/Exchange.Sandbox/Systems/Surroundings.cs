using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Truth;

namespace Exchange.Sandbox.Systems;

/// <summary>What a simulated system gets from the sandbox.</summary>
/// <param name="Seed">The seed of all data.</param>
/// <param name="BaseTime">The newest moment of the generated past (Asia/Shanghai).</param>
/// <param name="DirtyShare">Share of entries with a planted defect.</param>
/// <param name="Clock">Wall clock.</param>
/// <param name="Entries">Keeps which entries there are.</param>
/// <param name="Cases">The cases of the systems whose cases get parts from others.</param>
/// <param name="Server">Connection string of the PostgreSQL server.</param>
/// <param name="Home">The folder of the sandbox.</param>
/// <param name="Prefix">Begins the names of databases.</param>
internal sealed record Surroundings(
    long Seed,
    DateTime BaseTime,
    double DirtyShare,
    SandboxClock Clock,
    EntryStore Entries,
    TruthStore Cases,
    string Server,
    string Home,
    string Prefix);
