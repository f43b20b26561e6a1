namespace Exchange.Security;

/// <summary>A set of algorithms; the number stands in every sealed blob and must never change.</summary>
internal enum CipherSuite : byte
{
    /// <summary>AES-256-GCM and SHA-256.</summary>
    Aes = 1,

    /// <summary>SM4-GCM and SM3.</summary>
    Sm = 2,
}
