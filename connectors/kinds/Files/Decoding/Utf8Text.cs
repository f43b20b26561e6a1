using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>The text of a stream as UTF-8, whatever its character set; a byte order mark wins over what was declared.</summary>
/// <param name="Bytes">The text. Bytes that were no character of another set are U+FFFF, as <see cref="DecodedText.Bad"/>.</param>
/// <param name="IsRaw">Whether these are the file's own bytes, which may be no UTF-8 and hold characters of the private use area.</param>
internal sealed record Utf8Text(Stream Bytes, bool IsRaw) : IDisposable
{
    private const int Utf8 = 65001;
    private const int Gb18030 = 54936;

    /// <summary>Looks at the first bytes, and takes the way that is the shortest for the character set.</summary>
    public static Utf8Text Open(Stream stream, CharacterSet charset)
    {
        var first = new byte[3];
        var count = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var known = first.AsMemory(0, count);
        return known.Span switch
        {
            [0xEF, 0xBB, 0xBF] => new Utf8Text(new PeekedStream(stream, default), true),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => new Utf8Text(Decoded(), false),
            _ when charset.Encoding.CodePage == Utf8 => new Utf8Text(new PeekedStream(stream, known), true),
            _ when charset.Encoding.CodePage == Gb18030 => new Utf8Text(new Gb18030Stream(new PeekedStream(stream, known)), false),
            _ => new Utf8Text(Decoded(), false),
        };

        Utf8Stream Decoded() => new(new DecodedText(new PeekedStream(stream, known), charset));
    }

    public void Dispose() => Bytes.Dispose();
}
