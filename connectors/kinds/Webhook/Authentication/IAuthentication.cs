using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Authentication;

/// <summary>Tells whether a request comes from the system.</summary>
internal interface IAuthentication
{
    /// <summary>Checks a request.</summary>
    /// <returns><see langword="null"/> where it is the system's; otherwise why not, for the log and the sender.</returns>
    string? Refuse(PushedRequest request, IMessageSigner signer);

    /// <summary>What tells a repetition of a genuine request from a new one.</summary>
    string? ReplayKey(PushedRequest request);
}
