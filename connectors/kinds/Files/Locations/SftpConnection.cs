using System.Net.Sockets;
using System.Text;
using Exchange.Abstractions.Failures;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Exchange.Connectors.Files.Locations;

/// <summary>Opens connections to an SFTP server whose host key is the pinned one.</summary>
internal static class SftpConnection
{
    /// <summary>Connects.</summary>
    /// <exception cref="ExchangeException">The host key is another, or the server does not let the hub in (configuration); it cannot be reached (transient).</exception>
    public static async Task<SftpClient> OpenAsync(SftpSettings settings, string place, CancellationToken cancellationToken)
    {
        var client = new SftpClient(new ConnectionInfo(settings.Host, settings.Port, settings.User, Method(settings, place)) { Timeout = settings.Timeout })
        {
            OperationTimeout = settings.Timeout,
            KeepAliveInterval = TimeSpan.FromSeconds(15),
        };
        string? presented = null;
        client.HostKeyReceived += (_, key) =>
        {
            key.CanTrust = string.Equals(key.FingerPrintSHA256, settings.HostKeyDigest, StringComparison.Ordinal);
            presented = key.CanTrust ? null : key.FingerPrintSHA256;
        };
        try
        {
            await client.ConnectAsync(cancellationToken);
            return client;
        }
        catch (Exception exception)
        {
            client.Dispose();
            if (cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw Failure(exception, presented, place);
        }
    }

    private static ExchangeException Failure(Exception exception, string? presented, string place) => exception switch
    {
        _ when presented is not null => new ExchangeException(
            FailureKind.Configuration,
            $"{place}: the server presents another host key, SHA256:{presented}; nothing was sent to it.",
            "Confirm the fingerprint with the owner of the server by another way (telephone), then set 'hostKey' to it. A key that changed without notice may be an attack.",
            exception),
        SshAuthenticationException => new ExchangeException(
            FailureKind.Configuration, $"{place}: the server does not let the hub in.", "Check user, password or private key, and that the owner has granted them.", exception),
        ExchangeException failure => failure,
        SshException or SocketException or IOException or OperationCanceledException => new ExchangeException(
            FailureKind.Transient, $"{place}: the server cannot be reached.", "It is tried again; if it lasts, check host, port and network, and ask the owner of the server.", exception),
        _ => new ExchangeException(FailureKind.System, $"{place}: the connection failed ({exception.GetType().Name}).", "See the log.", exception),
    };

    private static AuthenticationMethod Method(SftpSettings settings, string place)
    {
        if (settings.PrivateKey is not { } key)
        {
            return new PasswordAuthenticationMethod(settings.User, settings.Password ?? "");
        }

        try
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(key.ReplaceLineEndings("\n").TrimEnd('\n') + "\n"));
            return new PrivateKeyAuthenticationMethod(settings.User, new PrivateKeyFile(text, settings.Passphrase));
        }
        catch (Exception exception) when (exception is SshException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"{place}: 'privateKey' cannot be read.", "Give the whole text of an OpenSSH or PEM private key as a secret, and its 'passphrase' where it has one.", exception);
        }
    }
}
