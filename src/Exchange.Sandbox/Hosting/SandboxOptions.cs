using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Systems;

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

    /// <summary>Systems that were asked for and cannot run here.</summary>
    public IReadOnlyList<NotStarted> NotStarted { get; init; } = [];

    /// <summary>The hall and the bureau, as far as they are asked for.</summary>
    public IReadOnlyList<string> CaseSystems => [.. Systems.Where(s => s is SystemIds.Provincial or SystemIds.Livelihood)];

    /// <summary>The share of the simulated systems together: a quarter beside the hall or the bureau, otherwise all.</summary>
    public int OtherCases => !SystemCatalogue.All.Any(p => p.Weight > 0 && Systems.Contains(p.Id)) ? 0
        : CaseSystems.Count == 0 ? Cases
        : (int)Math.Round(Cases * SystemCatalogue.Share, MidpointRounding.AwayFromZero);

    /// <summary>The share of a system: of what the simulated ones leave 55 % at the provincial hall, the rest at the bureau, all where there is one of them only.</summary>
    public int CasesOf(string system)
    {
        var systems = CaseSystems;
        if (!systems.Contains(system))
        {
            return 0;
        }
        var cases = Cases - OtherCases;
        var provincial = (int)Math.Round(cases * 0.55, MidpointRounding.AwayFromZero);
        return systems.Count == 1 ? cases : system == SystemIds.Provincial ? provincial : cases - provincial;
    }
}
