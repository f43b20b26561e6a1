using System.Text;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Files.Decoding;

/// <summary>Gives characters of the private use area their assigned code points in UTF-8, where they take three bytes too.</summary>
internal static class AssignedUtf8
{
    // U+E000 to U+EFFF begin with it, and nothing else does.
    private const byte Lead = 0xEE;

    /// <summary>Replaces them in place.</summary>
    public static void Replace(Span<byte> text)
    {
        Span<char> one = stackalloc char[1];
        while (text.IndexOf(Lead) is var found and >= 0 && text.Length - found >= 3)
        {
            var code = text.Slice(found, 3);
            if ((code[1] & 0xC0) == 0x80 && (code[2] & 0xC0) == 0x80)
            {
                one[0] = (char)(0xE000 | ((code[1] & 0x3F) << 6) | (code[2] & 0x3F));
                var before = one[0];
                CharacterSet.Assign(one);
                if (one[0] != before)
                {
                    Encoding.UTF8.GetBytes(one, code);
                }
            }

            text = text[(found + 1)..];
        }
    }
}
