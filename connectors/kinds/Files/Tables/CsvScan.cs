using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Tables;

/// <summary>Finds the cells of a row in a buffer, 32 bytes at a time, and tells those that hold nothing that JSON escapes.</summary>
internal sealed class CsvScan(byte delimiter, byte? quote)
{
    private readonly Vector256<byte> _delimiters = Vector256.Create(delimiter);
    private readonly Vector256<byte> _quotes = Vector256.Create(quote ?? (byte)'"');
    private readonly int _quote = quote ?? -1;

    /// <summary>Reads cells up to the end of the row, of the buffer, or of the room for them, or to one in quotes.</summary>
    /// <param name="buffer">The text; <see cref="Utf8Window.Slack"/> bytes behind its end can be read.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="row">Where the row begins.</param>
    /// <param name="next">Where the next cell begins.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="count">How many there are already.</param>
    /// <returns>Whether the row ended; then its end, else the start of the first cell not read; how many cells there are.</returns>
    public (bool Ended, int Next, int Count) Read(byte[] buffer, int end, int row, int next, CsvCell[] cells, int count)
    {
        ref var origin = ref MemoryMarshal.GetArrayDataReference(buffer);
        var (plain, delimiter1) = (true, delimiter);
        for (var at = next; at < end; at += Vector256<byte>.Count)
        {
            var marks = Marks(Vector256.LoadUnsafe(ref origin, (nuint)at));
            for (; marks != 0; marks &= marks - 1)
            {
                var place = at + BitOperations.TrailingZeroCount(marks);
                if (place >= end)
                {
                    return (false, next, count);
                }

                var mark = Unsafe.Add(ref origin, place);
                if (mark == delimiter1 || mark is (byte)'\r' or (byte)'\n')
                {
                    if (count == cells.Length)
                    {
                        return (false, next, count);
                    }

                    cells[count++] = new CsvCell(next - row, place - next, plain);
                    if (mark != delimiter1)
                    {
                        return (true, place, count);
                    }

                    next = place + 1;
                    plain = true;
                }
                else if (mark == _quote && place == next)
                {
                    return (false, next, count);
                }
                else
                {
                    plain = false;
                }
            }
        }

        return (false, next, count);
    }

    private uint Marks(Vector256<byte> block) =>
        (Vector256.Equals(block, _delimiters)
            | Vector256.Equals(block, _quotes)
            | Vector256.Equals(block, Vector256.Create((byte)'"'))
            | Vector256.Equals(block, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(block, Vector256.Create((byte)0x1F)), block)).ExtractMostSignificantBits();
}
