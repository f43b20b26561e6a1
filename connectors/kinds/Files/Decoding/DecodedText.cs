using System.Text;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>
/// The text of a stream in a declared character set. Bytes that are no character become <see cref="Bad"/>, so that a reader can
/// tell which record they are in; a byte order mark wins over what was declared. Bounded between two marks.
/// </summary>
internal sealed class DecodedText : TextReader
{
    /// <summary>What stands for bytes that are no character: a code point that is none.</summary>
    public const char Bad = '\uFFFF';

    private readonly Stream _stream;
    private readonly Decoder _decoder;
    private readonly long _most;
    private readonly byte[] _bytes = new byte[64 * 1024];
    private int _next;
    private int _end;
    private bool _atEnd;
    private long _sinceMark;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="charset">The declared character set.</param>
    /// <param name="most">How many characters may come between two marks.</param>
    public DecodedText(Stream stream, CharacterSet charset, long most = long.MaxValue)
    {
        _stream = stream;
        _most = most;
        while (_end < 3 && _stream.Read(_bytes, _end, _bytes.Length - _end) is var read and > 0)
        {
            _end += read;
        }

        var encoding = Tolerant(charset.Encoding);
        switch (_bytes.AsSpan(0, _end))
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                encoding = Tolerant(Encoding.UTF8);
                _next = 3;
                break;
            case [0xFF, 0xFE, ..]:
                encoding = Tolerant(Encoding.Unicode);
                _next = 2;
                break;
            case [0xFE, 0xFF, ..]:
                encoding = Tolerant(Encoding.BigEndianUnicode);
                _next = 2;
                break;
        }

        _decoder = encoding.GetDecoder();
    }

    /// <summary>An encoding that marks what is no character instead of stopping at it.</summary>
    public static Encoding Tolerant(Encoding encoding) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Bad.ToString()));

    /// <summary>Begins a new stretch.</summary>
    public void Mark() => _sinceMark = 0;

    public override int Read(Span<char> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_next == _end && !_atEnd)
            {
                _next = 0;
                _end = _stream.Read(_bytes, 0, _bytes.Length);
                _atEnd = _end == 0;
            }

            _decoder.Convert(_bytes.AsSpan(_next, _end - _next), buffer, _atEnd, out var used, out var written, out _);
            _next += used;
            if (written > 0)
            {
                CharacterSet.Assign(buffer[..written]);
                _sinceMark += written;
                return _sinceMark <= _most ? written : throw new BrokenFileException($"a record has more than {_most} characters", null);
            }

            if (_atEnd)
            {
                return 0;
            }
        }

        return 0;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read()
    {
        Span<char> one = stackalloc char[2];
        return Read(one[..1]) == 0 ? -1 : one[0];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
