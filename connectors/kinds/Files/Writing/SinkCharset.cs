using System.Text;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Files.Writing;

/// <summary>
/// The encoding that files are written in. What is read as GB 18030 whatever it calls itself is written in the very set it is
/// named for, because its readers know no more.
/// </summary>
internal static class SinkCharset
{
    private const int Gbk = 936;

    public static Encoding Encoding(CharacterSet charset)
    {
        var codePage = charset.Name is "gbk" or "gb2312" ? Gbk : charset.Encoding.CodePage;
        return codePage == System.Text.Encoding.UTF8.CodePage
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            : System.Text.Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    /// <summary>Whether an encoding holds a text.</summary>
    public static bool Holds(Encoding encoding, string text)
    {
        try
        {
            encoding.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
