namespace Exchange.Host.Bench;

/// <summary>The outcome of a measurement.</summary>
/// <param name="Records">Records a pass.</param>
/// <param name="Passes">Passes a side.</param>
/// <param name="Hub">The hub.</param>
/// <param name="Baseline">The hand-written program.</param>
internal sealed record BenchResult(int Records, int Passes, BenchSide Hub, BenchSide Baseline)
{
    /// <summary>The hub's median rate as a share of the baseline's.</summary>
    public double Ratio => Math.Round(Hub.PerSecond / Baseline.PerSecond, 3);
}
