using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Connectors.Queue;

/// <summary>The <c>settings</c> of a connector of kind queue.</summary>
internal sealed record QueueSettings
{
    private static readonly string[] RabbitOnly = ["url", "host", "port", "virtualHost", "tls"];
    private static readonly string[] KafkaOnly = ["servers", "security", "mechanism", "authority"];

    /// <summary><c>rabbitmq</c> or <c>kafka</c>.</summary>
    public required string Broker { get; init; }

    public bool IsKafka => Broker == "kafka";

    /// <summary>RabbitMQ: <c>amqp://</c> or <c>amqps://</c> with host, port and virtual host.</summary>
    public string? Url { get; init; }

    public string Host { get; init; } = "";

    /// <summary>The port; 0 for the usual one.</summary>
    public int Port { get; init; }

    public string VirtualHost { get; init; } = "/";

    public string? User { get; init; }

    public string? Password { get; init; }

    public bool Tls { get; init; }

    /// <summary>Kafka: the first brokers to ask, <c>host:port</c> joined by commas.</summary>
    public string Servers { get; init; } = "";

    /// <summary>Kafka: how the hub is let in.</summary>
    public string Security { get; init; } = "plaintext";

    public string Mechanism { get; init; } = "PLAIN";

    /// <summary>Kafka: the file of the certificates that are trusted.</summary>
    public string? Authority { get; init; }

    /// <summary>How long connecting, and every answer of the broker, may take. Default 20 s.</summary>
    public TimeSpan Timeout { get; init; }

    public static QueueSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        var kafka = reader.Choice("broker", "rabbitmq", "kafka") == "kafka";
        var settings = new QueueSettings
        {
            Broker = kafka ? "kafka" : "rabbitmq",
            Url = reader.Text("url"),
            Host = reader.Text("host") ?? "",
            Port = reader.Integer("port", 0, 0, 65535),
            VirtualHost = reader.Text("virtualHost") ?? "/",
            User = reader.Text("user"),
            Password = reader.Text("password"),
            Tls = reader.Flag("tls", false),
            Servers = kafka ? reader.RequiredText("servers") : reader.Text("servers") ?? "",
            Security = reader.Choice("security", "plaintext", "ssl", "sasl_plaintext", "sasl_ssl"),
            Mechanism = reader.Choice("mechanism", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
            Authority = reader.Text("authority"),
            Timeout = reader.Duration("timeout", TimeSpan.FromSeconds(20)),
        };
        foreach (var key in kafka ? RabbitOnly : KafkaOnly)
        {
            if (reader.Node(key) is { } node)
            {
                problems.Error(node.Location, $"{reader.What}: '{key}' does not belong to broker {settings.Broker}.", "Remove it, or set 'broker'.");
            }
        }

        if (!kafka)
        {
            settings.CheckAddress(reader);
        }

        if (settings.Timeout < TimeSpan.FromMilliseconds(100) || settings.Timeout > TimeSpan.FromMinutes(10))
        {
            problems.Error(reader.Node("timeout")!.Location, $"{reader.What}: 'timeout' is out of range.", "Give 100ms to 10m.");
        }

        if (settings.Password is null != settings.User is null || (kafka && settings.Security.StartsWith("sasl", StringComparison.Ordinal) && settings.User is null))
        {
            problems.Error(reader.Map.Location, $"{reader.What}: 'user' and 'password' belong together.", "Give both; the password as \"${secret:…}\".");
        }

        reader.Finish();
        return settings;
    }

    private void CheckAddress(ConfigReader reader)
    {
        if (Url is null == (Host.Length == 0))
        {
            reader.Problems.Error(
                reader.Node("url")?.Location ?? reader.Map.Location,
                Url is null ? $"{reader.What}: neither 'url' nor 'host' is given." : $"{reader.What}: both 'url' and 'host' are given.",
                "Write url: amqp://host:5672, or host: and, where it is not the usual one, port:.");
        }
        else if (Url is { } url && !url.Contains("${", StringComparison.Ordinal))
        {
            var isAddress = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps";
            if (!isAddress)
            {
                reader.Problems.Error(reader.Node("url")!.Location, $"{reader.What}: 'url' is no address of a RabbitMQ.", "Write amqp://host:5672 or amqps://host:5671.");
            }
            else if (address!.UserInfo.Length > 0)
            {
                reader.Problems.Error(reader.Node("url")!.Location, $"{reader.What}: 'url' holds a user or a password.", "Write them as 'user' and 'password: \"${secret:…}\"'.");
            }
        }
    }
}
