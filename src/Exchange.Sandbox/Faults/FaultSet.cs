namespace Exchange.Sandbox.Faults;

/// <summary>All switches of one moment.</summary>
internal sealed record FaultSet(ProvincialFaults ProvincialHall, PlatformFaults Platform)
{
    public static FaultSet None { get; } = new(new ProvincialFaults(), new PlatformFaults());
}
