using Exchange.Sandbox.Platform;
using Exchange.Sandbox.Provincial;

namespace Exchange.Sandbox;

/// <summary>What a client of the simulated systems signs in with; of no worth elsewhere.</summary>
internal sealed record SandboxCredentials(string ProvincialClient, string ProvincialSecret, string PlatformApp, string PlatformKey)
{
    public static SandboxCredentials All { get; } = new(ProvincialEndpoints.Client, ProvincialEndpoints.Secret, PlatformEndpoints.App, PlatformEndpoints.Key);
}
