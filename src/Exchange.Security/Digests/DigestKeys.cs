using Exchange.Abstractions.Security;
using Exchange.Security.Keys;

namespace Exchange.Security.Digests;

/// <summary>The digest keys of an installation by purpose.</summary>
internal static class DigestKeys
{
    /// <summary>One more than the highest purpose.</summary>
    public const int Count = (int)DigestPurpose.Name + 1;

    public static byte[][] Derive(MasterKey master, CipherSuite suite)
    {
        var keys = new byte[Count][];
        keys[0] = [];
        for (var purpose = 1; purpose < Count; purpose++)
        {
            keys[purpose] = KeyDerivation.DigestKey(master, suite, (DigestPurpose)purpose);
        }

        return keys;
    }

    public static int Index(DigestPurpose purpose) =>
        purpose is > 0 and < (DigestPurpose)Count
            ? (int)purpose
            : throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose.");
}
