namespace Exchange.Host.Demo;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Cases">How many cases the sandbox holds.</param>
/// <param name="Systems">The source systems to show; <c>all</c> for every one the sandbox can serve.</param>
/// <param name="Exit">Whether to end after the result.</param>
internal sealed record DemoOptions(int Cases, IReadOnlyList<string> Systems, bool Exit);
