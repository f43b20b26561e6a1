namespace Exchange.Sandbox.Cases;

/// <summary>Wall clock of the simulated systems: Asia/Shanghai, which has had no daylight saving since 1991.</summary>
internal sealed class SandboxClock(TimeProvider time)
{
    public DateTime Now => DateTime.SpecifyKind(time.GetUtcNow().UtcDateTime.AddHours(8), DateTimeKind.Unspecified);

    public DateTime NowSecond
    {
        get
        {
            var now = Now;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }
}
