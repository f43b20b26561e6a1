namespace Exchange.Sandbox.Generation;

/// <summary>SplitMix64: the same numbers on every runtime, and a stream of its own for every (seed, purpose, number).</summary>
internal sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(long seed, string purpose, long number)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }
        _state = (ulong)seed * 0x9E3779B97F4A7C15UL ^ hash ^ (ulong)number * 0xD1B54A32D192ED03UL;
        NextUInt64();
    }

    public ulong NextUInt64()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(NextDouble() * bound);

    public int Between(int low, int high) => low + Next(high - low + 1);

    public bool Chance(double probability) => NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> list) => list[Next(list.Count)];

    public string RowKey() => $"{NextUInt64():x16}{NextUInt64():x16}";
}
