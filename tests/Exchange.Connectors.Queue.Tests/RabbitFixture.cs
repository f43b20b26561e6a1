using System.Text;
using Exchange.Servers;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Tests;

/// <summary>A real RabbitMQ for the tests, and what they do there behind the hub's back.</summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exq").FullName;
    private IConnection? _connection;

    public RabbitServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitServer.StartAsync(_folder, CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public string Settings(int? port = null, string? password = null) =>
        $$"""{ broker: rabbitmq, url: "amqp://127.0.0.1:{{port ?? Server.Port}}", user: {{Server.User}}, password: "{{password ?? Server.Password}}", timeout: 5s }""";

    /// <summary>A queue with a name of its own.</summary>
    public async Task<string> QueueAsync(string type = "classic", params (string Key, object Value)[] arguments)
    {
        var name = "q" + Guid.NewGuid().ToString("N")[..8];
        await using var channel = await ChannelAsync();
        var all = arguments.ToDictionary(a => a.Key, a => (object?)a.Value);
        all["x-queue-type"] = type;
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, all);
        return name;
    }

    public async Task SendAsync(string queue, params string[] bodies)
    {
        await using var channel = await ChannelAsync();
        foreach (var body in bodies)
        {
            await SendAsync(channel, queue, Encoding.UTF8.GetBytes(body), new BasicProperties { Persistent = true });
        }
    }

    public async Task SendAsync(string queue, byte[] body, BasicProperties properties)
    {
        await using var channel = await ChannelAsync();
        await SendAsync(channel, queue, body, properties);
    }

    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    /// <summary>Waits until a queue holds so many messages: what a closed connection held comes back a little later.</summary>
    public async Task<uint> CountAsync(string queue, uint expected)
    {
        for (var i = 0; i < 50 && await CountAsync(queue) != expected; i++)
        {
            await Task.Delay(100);
        }

        return await CountAsync(queue);
    }

    public async Task<BasicGetResult?> TakeAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true);
    }

    public async Task DeclareExchangeAsync(string exchange, string queue)
    {
        await using var channel = await ChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, "topic", durable: true);
        await channel.QueueBindAsync(queue, exchange, "#");
    }

    public async Task<IChannel> ChannelAsync()
    {
        if (_connection is not { IsOpen: true })
        {
            _connection = await new ConnectionFactory
            {
                Uri = new Uri(Server.Url), UserName = Server.User, Password = Server.Password, AutomaticRecoveryEnabled = false,
            }.CreateConnectionAsync();
        }

        return await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    private static async Task SendAsync(IChannel channel, string queue, byte[] body, BasicProperties properties) =>
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body);
}
