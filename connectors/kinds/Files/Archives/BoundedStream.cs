using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Files.Archives;

/// <summary>A stream that refuses to pass on more than a number of bytes.</summary>
/// <param name="inner">The stream behind it.</param>
/// <param name="most">How many bytes may be read from it, or written to it.</param>
/// <param name="message">What to say when there are more.</param>
/// <param name="kind">What kind of failure that is.</param>
/// <param name="ownsInner">Whether the stream behind it ends with it.</param>
internal sealed class BoundedStream(Stream inner, long most, string message, FailureKind kind = FailureKind.Data, bool ownsInner = true) : Stream
{
    private long _passed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _passed; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override void Write(byte[] buffer, int offset, int count)
    {
        Count(count);
        inner.Write(buffer, offset, count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Length);
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsInner)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int count)
    {
        _passed += count;
        return _passed <= most ? count : throw new ExchangeException(kind, message, kind == FailureKind.Data ? "Ask the owner for a smaller file, or raise the limit." : "It is read again.");
    }
}
