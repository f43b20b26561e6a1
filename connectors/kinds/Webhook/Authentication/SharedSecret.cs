using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Authentication;

/// <summary>A header that only the system knows the value of. It tells no repetition from a new request.</summary>
/// <param name="header">The name of the header.</param>
/// <param name="value">Its value.</param>
internal sealed class SharedSecret(string header, string value) : IAuthentication
{
    /// <summary>HTTP basic authentication (RFC 7617).</summary>
    public static SharedSecret Basic(string user, string password) =>
        new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public string? Refuse(PushedRequest request, IMessageSigner signer) =>
        request.Headers.TryGetValue(header, out var given) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(value))
            ? null
            : $"The header '{header}' is missing or wrong.";

    public string? ReplayKey(PushedRequest request) => null;
}
