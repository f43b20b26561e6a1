namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>The two systems of the generated cases.</summary>
internal static class Systems
{
    public const string First = "provincial-hall";
    public const string Second = "unified-platform";
}
