using System.Text.Unicode;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>
/// A stretch of UTF-8 in one buffer that begins where a row does, and is filled at the end. What is in it is checked in bulk;
/// only where a block holds what is no character, its rows are asked for one by one.
/// </summary>
internal sealed class Utf8Window(Utf8Text text) : IDisposable
{
    /// <summary>How many bytes behind the end may be read, not to be used.</summary>
    public const int Slack = 32;

    private byte[] _buffer = new byte[(128 * 1024) + Slack];
    private int _good;

    /// <summary>Everything, with room behind it.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Where what is there ends.</summary>
    public int End { get; private set; }

    /// <summary>Whether the stream has ended.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Takes more behind what is there; what stands from a place on moves to the front.</summary>
    /// <returns>Whether there was more.</returns>
    public bool Fill(int start)
    {
        if (AtEnd)
        {
            return false;
        }

        if (start > 0)
        {
            _buffer.AsSpan(start, End - start).CopyTo(_buffer);
            End -= start;
            _good = Math.Max(0, _good - start);
        }

        // Small rests of a long row would be read in small steps: the room for a step is never less than this.
        if (_buffer.Length - Slack - End < Slack * 4)
        {
            Array.Resize(ref _buffer, ((_buffer.Length - Slack) * 2) + Slack);
        }

        var before = End;
        var read = text.Bytes.Read(_buffer.AsSpan(End, _buffer.Length - Slack - End));
        AtEnd = read == 0;
        End += read;
        if (read > 0)
        {
            Check(Math.Max(0, before - 2));
        }

        return !AtEnd;
    }

    /// <summary>Whether all bytes of a stretch are characters.</summary>
    public bool IsGood(int start, int end) => end <= _good || IsText(_buffer.AsSpan(start, end - start));

    public void Dispose() => text.Dispose();

    private void Check(int from)
    {
        if (text.IsRaw)
        {
            AssignedUtf8.Replace(_buffer.AsSpan(from, End - from));
        }

        // A character that the block cuts is looked at with the next one.
        var whole = End;
        for (var back = 1; back <= 3 && back <= End - _good; back++)
        {
            var last = _buffer[End - back];
            if (last >= 0xC0)
            {
                whole = back < (last >= 0xF0 ? 4 : last >= 0xE0 ? 3 : 2) ? End - back : End;
                break;
            }

            if (last < 0x80)
            {
                break;
            }
        }

        if (IsText(_buffer.AsSpan(_good, whole - _good)))
        {
            _good = whole;
        }
    }

    private bool IsText(ReadOnlySpan<byte> bytes) => (!text.IsRaw || Utf8.IsValid(bytes)) && bytes.IndexOf("\uFFFF"u8) < 0;
}
