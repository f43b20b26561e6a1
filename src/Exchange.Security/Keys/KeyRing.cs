using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Security.Files;

namespace Exchange.Security.Keys;

/// <summary>
/// The master keys, kept in a file outside the database. New blobs are sealed with the current key and old ones stay
/// readable while their key stays in the file. Digests use one key and suite for the life of an installation, because
/// equality look-ups need one. Random nonces bound a key to 2^32 blobs.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The environment variable that names another key file.</summary>
    public const string PathVariable = "EXCHANGE_KEY_FILE";

    internal KeyRing(string path, IReadOnlyList<MasterKey> keys, MasterKey current, MasterKey digestKey, CipherSuite digestSuite)
    {
        Path = path;
        Keys = keys;
        Current = current;
        ForDigests = digestKey;
        SuiteOfDigests = digestSuite;
    }

    /// <summary>The key file.</summary>
    public string Path { get; }

    /// <summary>The id of the key new blobs are sealed with.</summary>
    public string CurrentKeyId => Current.Name;

    /// <summary>The id of the key behind every digest; the database can be checked against it.</summary>
    public string DigestKeyId => ForDigests.Name;

    /// <summary>The suite behind every digest: <c>aes</c> or <c>sm</c>.</summary>
    public string DigestSuite => CipherSuites.Word(SuiteOfDigests);

    /// <summary>
    /// A text that tells digest keys and suites apart and says nothing about them. Store it with the database, so that a
    /// hub started with another key file is noticed before it writes.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            var proof = HMACSHA256.HashData(ForDigests.Secret, Encoding.ASCII.GetBytes($"exchange/1/fingerprint/{DigestSuite}"));
            return $"{DigestSuite}:{DigestKeyId}:{Convert.ToHexStringLower(proof.AsSpan(0, 8))}";
        }
    }

    internal MasterKey Current { get; }

    internal MasterKey ForDigests { get; }

    internal CipherSuite SuiteOfDigests { get; }

    internal IReadOnlyList<MasterKey> Keys { get; }

    /// <summary>The key file of a home folder: <c>EXCHANGE_KEY_FILE</c>, or <c>.exchange/keys/hub.keys</c> below it.</summary>
    public static string PathFor(string home) =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path
            ? path
            : System.IO.Path.Combine(home, ".exchange", "keys", "hub.keys");

    /// <summary>Opens the key file, or creates it with a first key; of several processes that start at once, one creates it.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="suite">The suite of digests for the life of the installation, where the file is created: <c>aes</c> or <c>sm</c>.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ExchangeException">The file is damaged, cannot be read or written, or others may read it (configuration).</exception>
    public static KeyRing OpenOrCreate(string path, string suite, TimeProvider time)
    {
        var digestSuite = CipherSuites.Parse(suite, "settings");
        if (!File.Exists(path))
        {
            var key = NewKey(time);
            Guarded(path, () => PrivateFile.TryCreate(path, KeyFile.Write([key], key.Id, key.Id, digestSuite)));
        }

        return Open(path);
    }

    /// <summary>Opens the key file.</summary>
    /// <param name="path">The key file.</param>
    /// <exception cref="ExchangeException">The file is missing, damaged, or others may read it (configuration).</exception>
    public static KeyRing Open(string path) =>
        Guarded(path, () => KeyFile.Read(path, PrivateFile.Read(path, "key file")));

    /// <summary>Adds a key and makes it the current one; digests keep theirs. Running nodes take it up at their next start.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait for another process.</param>
    public static async Task<KeyRing> RotateAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await PrivateFile.LockAsync(path, time, cancellationToken).ConfigureAwait(false);
            var ring = Open(path);
            var key = NewKey(time);
            while (ring.Find(key.Id) is not null)
            {
                key = NewKey(time);
            }

            PrivateFile.Replace(path, KeyFile.Write([.. ring.Keys, key], key.Id, ring.ForDigests.Id, ring.SuiteOfDigests));
            return Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    internal MasterKey? Find(uint id)
    {
        foreach (var key in Keys)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }

    private static MasterKey NewKey(TimeProvider time) =>
        new(
            BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
            time.GetUtcNow(),
            RandomNumberGenerator.GetBytes(MasterKey.Length));

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    private static ExchangeException Unusable(string path, Exception exception) => new(
        FailureKind.Configuration,
        $"The key file '{path}' cannot be used: {exception.Message}",
        $"Let the hub's user read and write it and its folder, or name another file in {PathVariable}.",
        exception);
}
