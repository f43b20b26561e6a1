using Confluent.Kafka;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Queue.Kafka;

/// <summary>How the hub talks to a Kafka, and what its errors mean.</summary>
internal static class KafkaClient
{
    /// <summary>The options every client has.</summary>
    public static ClientConfig Configuration(QueueSettings settings, string system) => new()
    {
        BootstrapServers = settings.Servers,
        ClientId = $"exchange-hub-{system}",
        SecurityProtocol = settings.Security switch
        {
            "ssl" => SecurityProtocol.Ssl,
            "sasl_plaintext" => SecurityProtocol.SaslPlaintext,
            "sasl_ssl" => SecurityProtocol.SaslSsl,
            _ => SecurityProtocol.Plaintext,
        },
        SaslMechanism = settings.User is null ? null : settings.Mechanism switch
        {
            "SCRAM-SHA-256" => SaslMechanism.ScramSha256,
            "SCRAM-SHA-512" => SaslMechanism.ScramSha512,
            _ => SaslMechanism.Plain,
        },
        SaslUsername = settings.User,
        SaslPassword = settings.Password,
        SslCaLocation = settings.Authority,
        SocketTimeoutMs = (int)settings.Timeout.TotalMilliseconds,
        SocketConnectionSetupTimeoutMs = Math.Max(1000, (int)settings.Timeout.TotalMilliseconds),
    };

    /// <summary>The partitions of a topic.</summary>
    /// <exception cref="ExchangeException">The brokers cannot be reached (transient), or have no such topic (configuration).</exception>
    public static IReadOnlyList<int> Partitions(Handle handle, string topic, TimeSpan timeout, string place)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(handle).Build();
            var found = admin.GetMetadata(topic, timeout).Topics.FirstOrDefault(t => t.Topic == topic);
            return found is null || found.Error.IsError || found.Partitions.Count == 0
                ? throw Explain(found?.Error ?? new Error(ErrorCode.UnknownTopicOrPart), place)
                : [.. found.Partitions.Select(p => p.PartitionId).Order()];
        }
        catch (KafkaException exception)
        {
            throw Explain(exception.Error, place, exception);
        }
    }

    /// <summary>The failure behind an error.</summary>
    public static ExchangeException Explain(Error error, string place, Exception? exception = null) => error.Code switch
    {
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => new ExchangeException(
            FailureKind.Configuration, $"{place}: the brokers have no such topic ({error.Code}).", "Check its name; the hub makes no topic.", exception),
        ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Authentication => new ExchangeException(
            FailureKind.Configuration, $"{place}: the brokers do not let the hub in ({error.Code}).", "Check 'security', 'mechanism', user and password, and the rights on the topic.", exception),
        _ => new ExchangeException(
            FailureKind.Transient, $"{place}: the brokers cannot be reached or are in trouble ({error.Code}).", "It is tried again; if it lasts, check 'servers' and the network, and ask the owner of the system.", exception),
    };
}
