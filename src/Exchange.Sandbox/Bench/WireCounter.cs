using System.Buffers.Binary;

namespace Exchange.Sandbox.Bench;

/// <summary>Walks one direction of a PostgreSQL connection after its start-up and reports the type of each message.</summary>
internal sealed class WireCounter(Action<byte> seen)
{
    private readonly byte[] _head = new byte[5];
    private int _inHead;
    private long _left;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_left > 0)
            {
                var skip = (int)Math.Min(_left, bytes.Length);
                _left -= skip;
                bytes = bytes[skip..];
                continue;
            }
            var take = Math.Min(5 - _inHead, bytes.Length);
            bytes[..take].CopyTo(_head.AsSpan(_inHead));
            _inHead += take;
            bytes = bytes[take..];
            if (_inHead == 5)
            {
                _inHead = 0;
                _left = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(1)) - 4);
                seen(_head[0]);
            }
        }
    }
}
