using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Authentication;

/// <summary>A request signed with a shared secret, with a time that bounds how long it is good for, and best a nonce.</summary>
internal sealed class SignedRequest : IAuthentication
{
    public required string Algorithm { get; init; }

    public required string Secret { get; init; }

    public required SigningText Over { get; init; }

    public required string SignatureHeader { get; init; }

    public bool Base64 { get; init; }

    public required string TimestampHeader { get; init; }

    public required TimeText Timestamp { get; init; }

    public TimeSpan Tolerance { get; init; }

    public string? NonceHeader { get; init; }

    public string? Refuse(PushedRequest request, IMessageSigner signer)
    {
        if (!request.Headers.TryGetValue(SignatureHeader, out var given))
        {
            return $"The header '{SignatureHeader}' is missing.";
        }

        var bytes = signer.Compute(Algorithm, Over.Make(request, Secret), Algorithm.StartsWith("hmac-", StringComparison.Ordinal) ? Secret : null);
        var expected = Base64 ? Convert.ToBase64String(bytes) : Convert.ToHexStringLower(bytes);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Base64 ? given : given.ToLowerInvariant()), Encoding.UTF8.GetBytes(expected)))
        {
            return "The signature does not fit the request.";
        }

        // Only a genuine request is told more.
        if (!Timestamp.TryRead(request.Headers.GetValueOrDefault(TimestampHeader), out var signedAt))
        {
            return $"The header '{TimestampHeader}' holds no time in the agreed form.";
        }

        if ((request.ReceivedAt - signedAt).Duration() > Tolerance)
        {
            return $"The time in '{TimestampHeader}' is more than {Tolerance.TotalSeconds:0} s away from the hub's: the request is too old, or a clock is wrong.";
        }

        return NonceHeader is not null && string.IsNullOrEmpty(request.Headers.GetValueOrDefault(NonceHeader)) ? $"The header '{NonceHeader}' is missing." : null;
    }

    public string? ReplayKey(PushedRequest request) =>
        NonceHeader is not null ? request.Headers.GetValueOrDefault(NonceHeader) : request.Headers.GetValueOrDefault(SignatureHeader);
}
