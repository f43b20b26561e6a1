namespace Exchange.Sandbox.Generation;

/// <summary>
/// When each case of a system was last written: batches of 20–50 rows share one second, as a nightly transfer leaves them,
/// so that a page edge falls inside a second.
/// </summary>
internal static class UpdateTimes
{
    public static IEnumerable<DateTime> From(long seed, string system, DateTime baseTime)
    {
        for (var block = 0L; ; block++)
        {
            var random = new SeededRandom(seed, "block-" + system, block);
            var at = baseTime.AddMinutes(-10).AddSeconds(-random.NextDouble() * 300 * 86_400);
            at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
            for (var i = random.Between(20, 50); i > 0; i--)
            {
                yield return at;
            }
        }
    }
}
