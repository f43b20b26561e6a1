namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>Random numbers that are the same for the same seed everywhere.</summary>
internal sealed class Dice(long seed)
{
    private ulong _state = (ulong)seed * 0xD6E8FEB86659FD93UL + 0xA0761D6478BD642FUL;

    public ulong Next()
    {
        _state += 0xE7037ED1A0B428DBUL;
        var product = Math.BigMul(_state, _state ^ 0x8EBC6AF09C88C6E3UL, out var low);
        return product ^ low;
    }

    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int bound) => (int)(Share() * bound);

    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double share) => Share() < share;

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    public char Pick(string characters) => characters[Below(characters.Length)];

    /// <summary>A place of a list whose n-th is taken in proportion to 1/n^<paramref name="steepness"/>.</summary>
    public int Zipf(int count, double steepness)
    {
        // The inverse of the continuous distribution; near enough, and without a table.
        var share = Share();
        var power = 1 - steepness;
        var place = Math.Abs(power) < 1e-9
            ? Math.Pow(count + 1, share) - 1
            : Math.Pow(share * (Math.Pow(count + 1, power) - 1) + 1, 1 / power) - 1;
        return Math.Clamp((int)place, 0, count - 1);
    }
}
