using System.Buffers;
using System.Security.Cryptography;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Security.Keys;

namespace Exchange.Security.Sealing;

/// <summary>Seals with the current suite and key; opens what any suite and any key of the ring has sealed.</summary>
internal sealed class SuiteSealer : ISealer
{
    private const int StackLimit = 512;

    private readonly ISuiteSealer[] _sealers;
    private readonly ISuiteSealer _current;
    private readonly string _keyFile;

    public SuiteSealer(KeyRing keys, string suite)
    {
        var wanted = CipherSuites.Parse(suite, "settings");
        _keyFile = keys.Path;
        _sealers = [.. keys.Keys.SelectMany<MasterKey, ISuiteSealer>(k => [new AesSealer(k), new SmSealer(k)])];
        _current = _sealers.Single(s => s.Suite == wanted && s.KeyId == keys.Current.Id);
    }

    public string Suite => CipherSuites.Word(_current.Suite);

    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place)
    {
        var blob = new byte[plain.Length + SealedBlob.Overhead];
        SealedBlob.WriteHeader(blob, _current.Suite, _current.KeyId);
        var nonce = blob.AsSpan(SealedBlob.HeaderLength, SealedBlob.NonceLength);
        RandomNumberGenerator.Fill(nonce);

        byte[]? rented = null;
        var associated = Associated(blob, place, stackalloc byte[StackLimit], ref rented);
        _current.Seal(nonce, plain, associated, blob.AsSpan(SealedBlob.HeaderLength + SealedBlob.NonceLength));
        Return(rented);
        return blob;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> place)
    {
        if (!SealedBlob.TryReadHeader(sealedBytes, out var suite, out var keyId))
        {
            throw new ExchangeException(
                FailureKind.Data, "A sealed blob is damaged: it does not begin as the hub writes it.", "Restore the row from a back-up.");
        }

        var sealer = Find(suite, keyId) ?? throw new ExchangeException(
            FailureKind.Configuration,
            $"A blob was sealed with the key {keyId:x8}, which is not in the key file '{_keyFile}'.",
            $"Restore the key file that belongs to this database, or name it in {KeyRing.PathVariable}; restart the hub if the key was added just now.");

        var plain = new byte[sealedBytes.Length - SealedBlob.Overhead];
        byte[]? rented = null;
        var associated = Associated(sealedBytes, place, stackalloc byte[StackLimit], ref rented);
        var opened = sealer.TryOpen(
            sealedBytes.Slice(SealedBlob.HeaderLength, SealedBlob.NonceLength),
            sealedBytes[(SealedBlob.HeaderLength + SealedBlob.NonceLength)..],
            associated,
            plain);
        Return(rented);
        return opened ? plain : throw new ExchangeException(
            FailureKind.Data,
            "A sealed blob does not open: it was changed, or moved from the place it was sealed for.",
            "Restore the row from a back-up and look for who changed the database.");
    }

    private ISuiteSealer? Find(CipherSuite suite, uint keyId)
    {
        foreach (var sealer in _sealers)
        {
            if (sealer.Suite == suite && sealer.KeyId == keyId)
            {
                return sealer;
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> Associated(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> place, Span<byte> stack, ref byte[]? rented)
    {
        var length = SealedBlob.HeaderLength + place.Length;
        var associated = length <= stack.Length ? stack : rented = ArrayPool<byte>.Shared.Rent(length);
        blob[..SealedBlob.HeaderLength].CopyTo(associated);
        place.CopyTo(associated[SealedBlob.HeaderLength..]);
        return associated[..length];
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
