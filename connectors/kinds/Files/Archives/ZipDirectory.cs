using System.Buffers.Binary;

namespace Exchange.Connectors.Files.Archives;

/// <summary>Counts the members an archive really lists, before a reader makes something of each.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;

    /// <summary>Whether the directory goes on behind a number of members; one that cannot be followed is left to the reader to refuse.</summary>
    /// <param name="stream">The archive, which can be read from any place; it is left at its start.</param>
    /// <param name="most">The number.</param>
    public static bool HasMore(Stream stream, int most)
    {
        try
        {
            return FindStart(stream) is { } start && Count(stream, start, most) > most;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static long? FindStart(Stream stream)
    {
        var length = (int)Math.Min(stream.Length, EndLength + LongestComment);
        var tail = new byte[length];
        stream.Position = stream.Length - length;
        stream.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || length - end < EndLength)
        {
            return null;
        }

        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        var locator = stream.Length - length + end - LocatorLength;
        return start == uint.MaxValue && locator >= 0 ? FindStart64(stream, locator) : start;
    }

    private static long? FindStart64(Stream stream, long locator)
    {
        Span<byte> bytes = stackalloc byte[End64Length];
        stream.Position = locator;
        stream.ReadExactly(bytes[..LocatorLength]);
        var end = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        if (!bytes.StartsWith("PK\u0006\u0007"u8) || end < 0 || end > stream.Length - End64Length)
        {
            return null;
        }

        stream.Position = end;
        stream.ReadExactly(bytes);
        return bytes.StartsWith("PK\u0006\u0006"u8) ? BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]) : null;
    }

    private static int Count(Stream stream, long start, int most)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        var count = 0;
        for (var at = start; count <= most && at >= 0 && at <= stream.Length - EntryLength; count++)
        {
            stream.Position = at;
            stream.ReadExactly(entry);
            if (!entry.StartsWith("PK\u0001\u0002"u8))
            {
                break;
            }

            at += EntryLength
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        return count;
    }
}
