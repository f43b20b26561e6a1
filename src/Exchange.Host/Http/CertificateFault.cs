using System.Security.Authentication;

namespace Exchange.Host.Http;

/// <summary>A server's certificate is not accepted; the message says why, the remedy what to do.</summary>
internal sealed class CertificateFault(string message, string remedy) : AuthenticationException(message)
{
    public string Remedy { get; } = remedy;

    /// <summary>The fault behind a failed request, or <see langword="null"/>.</summary>
    public static CertificateFault? Of(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is CertificateFault fault)
            {
                return fault;
            }
        }

        return null;
    }
}
