namespace Exchange.Sandbox.Cases;

internal static class SystemIds
{
    public const string Provincial = "provincial-hall";
    public const string Livelihood = "livelihood-bureau";
    public const string Platform = "unified-platform";
}
