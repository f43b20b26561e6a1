using System.Buffers.Binary;

namespace Exchange.Security.Sealing;

/// <summary>
/// The layout of a sealed blob: format (1 byte), suite (1), key id (4, big-endian), nonce (12), ciphertext, tag (16).
/// What is authenticated beside the ciphertext is the header (format, suite, key id) and the place.
/// </summary>
internal static class SealedBlob
{
    public const byte Format = 1;
    public const int HeaderLength = 6;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int Overhead = HeaderLength + NonceLength + TagLength;

    public static void WriteHeader(Span<byte> blob, CipherSuite suite, uint keyId)
    {
        blob[0] = Format;
        blob[1] = (byte)suite;
        BinaryPrimitives.WriteUInt32BigEndian(blob[2..], keyId);
    }

    public static bool TryReadHeader(ReadOnlySpan<byte> blob, out CipherSuite suite, out uint keyId)
    {
        if (blob.Length < Overhead || blob[0] != Format || blob[1] is not ((byte)CipherSuite.Aes or (byte)CipherSuite.Sm))
        {
            suite = default;
            keyId = 0;
            return false;
        }

        suite = (CipherSuite)blob[1];
        keyId = BinaryPrimitives.ReadUInt32BigEndian(blob[2..]);
        return true;
    }
}
