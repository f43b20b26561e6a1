using System.Text;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>GB 18030 as UTF-8 by looking up: what the platform's own decoder gives, made once.</summary>
internal static class Gb18030Table
{
    /// <summary>How many second bytes a first byte has places for.</summary>
    public const int Trails = 0xC0;

    private static readonly Encoding Tolerant = DecodedText.Tolerant(CharacterSet.Find("gb18030")!.Encoding);

    /// <summary>The characters of two bytes by <c>(first - 0x81) * Trails + second - 0x40</c>: up to three bytes of UTF-8 from the lowest, their number in the highest.</summary>
    public static uint[] Pairs { get; } = Make();

    /// <summary>Writes the character of one, two or four bytes.</summary>
    public static int Write(ReadOnlySpan<byte> code, Span<byte> target)
    {
        Span<char> chars = stackalloc char[8];
        chars = chars[..Tolerant.GetChars(code, chars)];
        CharacterSet.Assign(chars);
        return Encoding.UTF8.GetBytes(chars, target);
    }

    private static uint[] Make()
    {
        var pairs = new uint[(0xFE - 0x81 + 1) * Trails];
        Span<byte> utf8 = stackalloc byte[24];
        for (var first = 0x81; first <= 0xFE; first++)
        {
            for (var second = 0x40; second <= 0xFF; second++)
            {
                var length = second is 0x7F or 0xFF ? Encoding.UTF8.GetBytes([DecodedText.Bad], utf8) : Write([(byte)first, (byte)second], utf8);
                pairs[((first - 0x81) * Trails) + second - 0x40] = utf8[0] | ((uint)utf8[1] << 8) | ((uint)utf8[2] << 16) | ((uint)length << 24);
            }
        }

        return pairs;
    }
}
