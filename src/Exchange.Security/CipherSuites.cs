using Exchange.Abstractions.Failures;

namespace Exchange.Security;

/// <summary>The suites by the words used in configuration.</summary>
internal static class CipherSuites
{
    public const string Aes = "aes";
    public const string Sm = "sm";

    /// <exception cref="ExchangeException">No suite has that name (configuration).</exception>
    public static CipherSuite Parse(string word, string where) => word switch
    {
        Aes => CipherSuite.Aes,
        Sm => CipherSuite.Sm,
        _ => throw new ExchangeException(
            FailureKind.Configuration,
            $"{where}: the crypto suite is '{word}'.",
            "Write aes (AES-256-GCM, SHA-256) or sm (SM4-GCM, SM3)."),
    };

    public static string Word(CipherSuite suite) => suite is CipherSuite.Sm ? Sm : Aes;
}
