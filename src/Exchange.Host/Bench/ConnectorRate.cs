namespace Exchange.Host.Bench;

/// <summary>How fast a kind reads, beside a bare loop over its driver.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Records">Records a pass.</param>
/// <param name="Hub">Records a second through the connector, every pass.</param>
/// <param name="Baseline">Records a second of the bare loop, every pass.</param>
/// <param name="Aim">The share of the bare loop that the kind should reach.</param>
/// <param name="PeakMemoryMb">Peak resident memory of the connector's process, the largest.</param>
internal sealed record ConnectorRate(string Kind, int Records, IReadOnlyList<double> Hub, IReadOnlyList<double> Baseline, double Aim, double PeakMemoryMb)
{
    /// <summary>The connector's median.</summary>
    public double HubPerSecond => Median(Hub);

    /// <summary>The bare loop's median.</summary>
    public double BaselinePerSecond => Median(Baseline);

    /// <summary>The share of the bare loop.</summary>
    public double Ratio => Math.Round(HubPerSecond / BaselinePerSecond, 3);

    private static double Median(IReadOnlyList<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
