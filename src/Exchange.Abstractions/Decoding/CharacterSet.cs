using System.Text;
using Exchange.Abstractions.Failures;

namespace Exchange.Abstractions.Decoding;

/// <summary>
/// A declared character set, read strictly: a byte that is no character of it is a failure, never a replacement. What a file
/// or a reply says of itself does not count, because such labels are often wrong; a byte order mark does.
/// </summary>
public sealed class CharacterSet
{
    private readonly Encoding _encoding;

    static CharacterSet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private CharacterSet(string name, Encoding encoding)
    {
        Name = name;
        _encoding = encoding;
    }

    /// <summary>UTF-8.</summary>
    public static CharacterSet Utf8 { get; } = new("utf-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    /// <summary>The words a connector file may use.</summary>
    public static IReadOnlyList<string> Names { get; } = ["utf-8", "gb18030", "gbk", "gb2312", "big5", "utf-16", "utf-16be", "iso-8859-1", "windows-1252"];

    /// <summary>The name as declared.</summary>
    public string Name { get; }

    /// <summary>The encoding: it throws on what is no character, both ways.</summary>
    public Encoding Encoding => _encoding;

    /// <summary>Finds a character set by name; GBK and GB2312 are read as GB18030, which contains them.</summary>
    /// <returns><see langword="null"/> for a name that is not one of <see cref="Names"/>.</returns>
    public static CharacterSet? Find(string name)
    {
        var known = name.ToLowerInvariant();
        return known switch
        {
            "utf-8" or "utf8" => Utf8,
            "gb18030" or "gbk" or "gb2312" => new CharacterSet(known, Strict("gb18030")),
            "big5" or "utf-16" or "utf-16be" or "iso-8859-1" or "windows-1252" => new CharacterSet(known, Strict(known)),
            _ => null,
        };
    }

    /// <summary>The text of some bytes, without a byte order mark.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="place">What they are, for people: <c>provincial-hall GET /api/cases</c>.</param>
    /// <exception cref="ExchangeException">They are not of this character set (data).</exception>
    public string Decode(ReadOnlySpan<byte> bytes, string place)
    {
        var (encoding, mark) = Marked(bytes);
        try
        {
            return AssignedCharacters.Replace((encoding ?? _encoding).GetString(bytes[mark..]));
        }
        catch (DecoderFallbackException e)
        {
            throw new ExchangeException(
                FailureKind.Data,
                $"{place}: byte {e.Index + mark + 1} is no character of {(encoding is null ? Name : encoding.WebName)}.",
                "Declare the character set the system really writes (charset: gb18030 is the usual one), or ask its owner.");
        }
    }

    /// <summary>
    /// Gives characters that GB 18030-2000 kept in the private use area their assigned code points, in place; for readers that
    /// decode piece by piece. <see cref="Decode"/> does it by itself.
    /// </summary>
    /// <param name="text">The decoded characters.</param>
    public static void Assign(Span<char> text) => AssignedCharacters.Replace(text);

    private static (Encoding? Encoding, int Length) Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8._encoding, 3),
        [0xFF, 0xFE, ..] => (Strict("utf-16"), 2),
        [0xFE, 0xFF, ..] => (Strict("utf-16be"), 2),
        _ => (null, 0),
    };

    private static Encoding Strict(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
