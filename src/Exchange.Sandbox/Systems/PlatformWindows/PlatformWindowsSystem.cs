using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Systems.PlatformWindows;

/// <summary>
/// What clerks key at the windows of the unified platform itself. The platform serves it beside what it takes
/// (<see cref="Platform.PlatformEndpoints"/>); a case that comes from there alone never goes back.
/// </summary>
internal sealed class PlatformWindowsSystem() : SimulatedSystem(SystemId)
{
    public const string SystemId = SystemIds.Platform;

    // The address and the key are those of the platform as a target.
    public override IReadOnlyList<HubValue> Values(string url) => [];

    protected override Entry Write(EntryState state) => WindowCaseWriter.Write(Around.Seed, state);
}
