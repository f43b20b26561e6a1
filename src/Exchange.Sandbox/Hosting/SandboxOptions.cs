using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox;

/// <summary>What `serve` was asked to do.</summary>
internal sealed record SandboxOptions
{
    public required string Home { get; init; }
    public int Port { get; init; }

    /// <summary>Connection string of a PostgreSQL server; absent: a private cluster under the home folder.</summary>
    public string? Database { get; init; }

    /// <summary>Prefix of the names of the two databases.</summary>
    public string DatabasePrefix { get; init; } = "sandbox";
    public int Cases { get; init; } = 2000;
    public long Seed { get; init; } = 20260301;
    public double DirtyPercent { get; init; }

    /// <summary>The newest moment of the generated past (Asia/Shanghai); absent: the moment of the first start.</summary>
    public DateTime? BaseTime { get; init; }

    /// <summary>Process that must live; 0: none.</summary>
    public int Parent { get; init; }
    public IReadOnlyList<string> Systems { get; init; } = [SystemIds.Provincial, SystemIds.Livelihood];

    /// <summary>The share of a system: 55 % at the provincial hall, the rest at the bureau, all where there is one system only.</summary>
    public int CasesOf(string system)
    {
        if (!Systems.Contains(system))
        {
            return 0;
        }
        var provincial = (int)Math.Round(Cases * 0.55, MidpointRounding.AwayFromZero);
        return Systems.Count == 1 ? Cases : system == SystemIds.Provincial ? provincial : Cases - provincial;
    }
}
