namespace Exchange.Pipeline.Recognition.Text;

/// <summary>A hash of 64 bits that is the same on every machine and in every process. 0 stands for nothing.</summary>
internal static class TextHash
{
    private const ulong Seed = 14695981039346656037UL;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var hash = Seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>One hash of two; the order counts.</summary>
    public static ulong Join(ulong first, ulong second) => Mix(first * 0x9E3779B97F4A7C15UL + second);

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return hash == 0 ? 1 : hash;
    }
}
