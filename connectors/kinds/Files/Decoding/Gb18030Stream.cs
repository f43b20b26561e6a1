using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>
/// A stream of GB 18030 as UTF-8, in whole characters. Where a byte begins no character, that byte alone becomes U+FFFF, so
/// that a line's end or a delimiter behind it is never swallowed.
/// </summary>
internal sealed class Gb18030Stream(Stream stream) : Stream
{
    // What one step may write: 32 bytes at once.
    private const int Room = 32;

    private readonly byte[] _bytes = new byte[64 * 1024];
    private int _next;
    private int _end;
    private bool _atEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads; the buffer must have more than 32 bytes, for characters are never parted.</summary>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var written = Transcode(buffer);
            if (written > 0 || (_atEnd && _next == _end))
            {
                return written;
            }

            _bytes.AsSpan(_next, _end - _next).CopyTo(_bytes);
            (_next, _end) = (0, _end - _next);
            var read = stream.Read(_bytes.AsSpan(_end));
            _end += read;
            _atEnd = read == 0;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Transcode(Span<byte> target)
    {
        var source = _bytes.AsSpan(0, _end);
        var pairs = Gb18030Table.Pairs;
        var (next, written) = (_next, 0);
        while (next < source.Length && target.Length - written >= Room)
        {
            int first = source[next];
            if (first < 0x80)
            {
                if (source.Length - next < Vector256<byte>.Count)
                {
                    target[written++] = (byte)first;
                    next++;
                    continue;
                }

                var many = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)next);
                many.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)written);
                var plain = BitOperations.TrailingZeroCount(many.ExtractMostSignificantBits());
                next += plain;
                written += plain;
                continue;
            }

            if (source.Length - next < 4 && !_atEnd)
            {
                break;
            }

            var second = next + 1 < source.Length ? source[next + 1] : 0;
            var used = 1;
            if (first is > 0x80 and < 0xFF && second is >= 0x40 and not 0x7F and not 0xFF)
            {
                var pair = pairs[((first - 0x81) * Gb18030Table.Trails) + second - 0x40];
                BinaryPrimitives.WriteUInt32LittleEndian(target[written..], pair);
                written += (int)(pair >> 24);
                next += 2;
                continue;
            }

            if (first is > 0x80 and < 0xFF && second is >= 0x30 and <= 0x39
                && next + 3 < source.Length && source[next + 2] is > 0x80 and < 0xFF && source[next + 3] is >= 0x30 and <= 0x39)
            {
                used = 4;
            }

            written += Gb18030Table.Write(source.Slice(next, used), target[written..]);
            next += used;
        }

        _next = next;
        return written;
    }
}
