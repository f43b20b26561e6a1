using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>Connects to a RabbitMQ.</summary>
internal sealed class RabbitConnector(QueueSettings settings, string system, ConnectorServices services)
{
    // A message above the client's own bound would break the connection for ever; the stream's bound is applied to each message.
    private const uint LargestFrameSet = 512 * 1024 * 1024;

    /// <summary>The id of the system.</summary>
    public string System { get; } = system;

    /// <summary>How long an answer of the broker may take.</summary>
    public TimeSpan Timeout => settings.Timeout;

    /// <summary>Opens a connection; nothing is recovered behind the hub's back, the next run opens a new one.</summary>
    /// <param name="purpose">What for, as the broker's administrator sees it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ExchangeException">The broker cannot be reached (transient) or does not let the hub in (configuration).</exception>
    public async Task<IConnection> OpenAsync(string purpose, CancellationToken cancellationToken)
    {
        using var permit = await services.Budget.AcquireAsync(cancellationToken);
        var factory = Factory();
        try
        {
            return await factory.CreateConnectionAsync($"exchange hub: {purpose}", cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailure.Explain(exception, $"{System} (RabbitMQ {factory.HostName})");
        }
    }

    private ConnectionFactory Factory()
    {
        var factory = new ConnectionFactory
        {
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = settings.Timeout,
            ContinuationTimeout = settings.Timeout,
            HandshakeContinuationTimeout = settings.Timeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(20),
            MaxInboundMessageBodySize = LargestFrameSet,
        };
        if (settings.Url is { } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps") || address.UserInfo.Length > 0)
            {
                throw new ExchangeException(FailureKind.Configuration, $"connector '{System}': 'url' is no address of a RabbitMQ.", "Set it to amqp://host:5672 or amqps://host:5671, without a password.");
            }

            factory.Uri = address;
        }
        else
        {
            factory.HostName = settings.Host;
            factory.Port = settings.Port > 0 ? settings.Port : settings.Tls ? 5671 : 5672;
        }

        if (settings.Url is null || new Uri(settings.Url).AbsolutePath.Length <= 1)
        {
            factory.VirtualHost = settings.VirtualHost;
        }

        if (settings.User is { } user)
        {
            factory.UserName = user;
            factory.Password = settings.Password!;
        }

        if (settings.Tls || factory.Ssl.Enabled)
        {
            factory.Ssl = new SslOption(factory.HostName, enabled: true);
        }

        return factory;
    }
}
