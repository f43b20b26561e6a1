using System.Buffers;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The buffers of one read: a page's is used again once the page is done with. Large ones made anew for every page would keep the collector busy.</summary>
internal sealed class PageBuffers
{
    private const int Kept = 6;
    private const int LargestKept = 8 * 1024 * 1024;

    private readonly Stack<ArrayBufferWriter<byte>> _free = new();

    /// <summary>An empty buffer.</summary>
    public ArrayBufferWriter<byte> Take()
    {
        lock (_free)
        {
            return _free.TryPop(out var buffer) ? buffer : new ArrayBufferWriter<byte>(64 * 1024);
        }
    }

    /// <summary>Gives a buffer back.</summary>
    public void Return(ArrayBufferWriter<byte> buffer)
    {
        buffer.Clear();
        lock (_free)
        {
            if (_free.Count < Kept && buffer.Capacity <= LargestKept)
            {
                _free.Push(buffer);
            }
        }
    }
}
