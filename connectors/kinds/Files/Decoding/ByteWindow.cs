namespace Exchange.Connectors.Files.Decoding;

/// <summary>A stretch of a stream in one buffer: it is taken from the front and filled at the end, and grows up to a bound.</summary>
internal sealed class ByteWindow(Stream stream, int most) : IDisposable
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Whether the stream has ended.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Whether the window is as long as it may be.</summary>
    public bool IsFull => _end - _start >= most;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Gives bytes at the front up.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Reads more behind what is there; what was read before may move.</summary>
    /// <returns>Whether there was more.</returns>
    public bool Fill()
    {
        if (AtEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        AtEnd = read == 0;
        return !AtEnd;
    }

    public void Dispose() => stream.Dispose();
}
