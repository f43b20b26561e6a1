using System.Text.Json;

namespace Exchange.Host.Bench;

/// <summary>The figures of one side: medians over its passes.</summary>
internal sealed record BenchSide
{
    /// <summary>Records a second, median.</summary>
    public double PerSecond { get; init; }

    /// <summary>Records a second, every pass.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [];

    /// <summary>CPU seconds of the process for one pass, median.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Peak resident memory of the process in MB, the largest.</summary>
    public double PeakMemoryMb { get; init; }

    /// <summary>SQL statements for 1,000 records.</summary>
    public double StatementsPer1000 { get; init; }

    /// <summary>Round trips to the database for 1,000 records.</summary>
    public double RoundTripsPer1000 { get; init; }

    /// <summary>The crypto suite, where one is used.</summary>
    public string? Suite { get; init; }

    /// <summary>Seconds by stage of the median pass; stages overlap.</summary>
    public JsonElement? Stages { get; init; }

    public static BenchSide Of(IReadOnlyList<JsonElement> passes, JsonElement wire, int counted)
    {
        var ordered = passes.OrderBy(p => p.GetProperty("perSecond").GetDouble()).ToList();
        var median = ordered[ordered.Count / 2];
        return new BenchSide
        {
            PerSecond = median.GetProperty("perSecond").GetDouble(),
            Rates = [.. passes.Select(p => p.GetProperty("perSecond").GetDouble())],
            CpuSeconds = passes.Select(p => p.GetProperty("cpuSeconds").GetDouble()).Order().ElementAt(passes.Count / 2),
            PeakMemoryMb = passes.Max(p => p.GetProperty("peakMemoryMb").GetDouble()),
            StatementsPer1000 = Math.Round(wire.GetProperty("statements").GetDouble() * 1000 / counted, 1),
            RoundTripsPer1000 = Math.Round(wire.GetProperty("roundTrips").GetDouble() * 1000 / counted, 1),
            Suite = median.TryGetProperty("suite", out var suite) ? suite.GetString() : null,
            Stages = median.TryGetProperty("stages", out var stages) ? stages : null,
        };
    }
}
