using Exchange.Abstractions.Security;
using Exchange.Security.Digests;
using Exchange.Security.Keys;
using Exchange.Security.Sealing;

namespace Exchange.Security;

/// <summary>The sealer and the digester of an installation; both are safe for use from many threads and live as long as the process.</summary>
/// <param name="Sealer">Seals and opens.</param>
/// <param name="Digester">Digests, with the suite and key fixed at the installation.</param>
/// <param name="Keys">The keys behind both.</param>
public sealed record SecurityServices(ISealer Sealer, IDigester Digester, KeyRing Keys)
{
    /// <summary>Opens the key file, creating it at the first start, and makes the services of a suite.</summary>
    /// <param name="keyFile">The key file; see <see cref="KeyRing.PathFor"/>.</param>
    /// <param name="suite">The suite new blobs are sealed with: <c>aes</c> or <c>sm</c>.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Abstractions.Failures.ExchangeException">The key file or the suite is wrong (configuration).</exception>
    public static SecurityServices Create(string keyFile, string suite, TimeProvider time) =>
        Create(KeyRing.OpenOrCreate(keyFile, suite, time), suite);

    /// <summary>Makes the services of a suite from keys already opened.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="suite">The suite new blobs are sealed with: <c>aes</c> or <c>sm</c>.</param>
    public static SecurityServices Create(KeyRing keys, string suite)
    {
        ArgumentNullException.ThrowIfNull(keys);
        IDigester digester = keys.SuiteOfDigests is CipherSuite.Sm ? new SmDigester(keys.ForDigests) : new AesDigester(keys.ForDigests);
        return new SecurityServices(new SuiteSealer(keys, suite), digester, keys);
    }
}
