using System.Text;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>Decoded text as UTF-8, for readers of bytes.</summary>
internal sealed class Utf8Stream(DecodedText text) : Stream
{
    private readonly char[] _chars = new char[16 * 1024];
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private int _next;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_next == _end)
            {
                _next = 0;
                _end = text.Read(_chars.AsSpan());
                if (_end == 0)
                {
                    return 0;
                }
            }

            _encoder.Convert(_chars.AsSpan(_next, _end - _next), buffer, flush: false, out var used, out var written, out _);
            _next += used;
            if (written > 0)
            {
                return written;
            }
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
            text.Dispose();
        }

        base.Dispose(disposing);
    }
}
