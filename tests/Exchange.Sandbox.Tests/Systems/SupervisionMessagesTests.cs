using System.Text.Json;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Exchange.Sandbox.Tests.Servers;
using RabbitMQ.Client;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The ten messages in the queues of a real RabbitMQ: one that cannot be decoded, some twice, message 4 in up to three queues.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class SupervisionMessagesTests(SandboxServers servers)
{
    private const string Id = "supervision-messages";

    private static readonly string[] Streams =
    [
        "applications", "pre-acceptances", "acceptances", "steps", "results", "fees", "licences", "special-procedures", "special-procedure-results", "supplement-notices", "supplements", "deliveries",
    ];

    [Fact]
    public async Task Queues_OneForEachStream_HoldWhatTheTruthCounts()
    {
        var options = servers.Options(cases: 300) with { Systems = [Id], BaseTime = SystemsSandbox.BaseTime };
        await using var sandbox = await SystemsSandbox.StartAsync(servers, options);
        var truth = (await sandbox.Http.GetAsync(new Uri($"/sandbox/truth/systems/{Id}", UriKind.Relative))).EnsureSuccessStatusCode();
        var feeds = JsonSerializer.Deserialize<JsonElement>(await truth.Content.ReadAsStringAsync()).GetProperty("feeds").EnumerateArray()
            .ToDictionary(f => f.GetProperty("feed").GetString()!, f => f.GetProperty("records").GetInt32());
        await using var connection = await ConnectAsync(sandbox);
        await using var channel = await connection.CreateChannelAsync();
        var repeated = 0;
        var undecodable = 0;

        Assert.All(Streams, s => Assert.Contains($"name: jc.{s}\n", ConnectorText.Read(Id), StringComparison.Ordinal));
        foreach (var stream in Streams)
        {
            var messages = await DrainAsync(channel, $"jc.{stream}");
            var ids = messages.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(feeds[stream], ids.Count);
            repeated += messages.Count - ids.Count;
            undecodable += messages.Count(m => m.Text is null);
            Assert.All(messages.Where(m => m.Text is not null), m => Assert.Contains("<APPROVEDATAINFO>", m.Text, StringComparison.Ordinal));
        }

        Assert.True(repeated > 0, "Nothing came twice.");
        Assert.InRange(undecodable, 1, 10);
    }

    [Fact]
    public async Task Edited_TheNewMessagesAreSent()
    {
        var options = servers.Options(cases: 40) with { Systems = [Id], BaseTime = SystemsSandbox.BaseTime };
        await using var sandbox = await SystemsSandbox.StartAsync(servers, options);
        using var client = new SandboxClient(sandbox.Server, servers.Connection, options);
        await using var connection = await ConnectAsync(sandbox);
        await using var channel = await connection.CreateChannelAsync();
        await DrainAsync(channel, "jc.applications");

        var edited = await client.ActAsync("edit", new { system = Id, count = 1 });

        var message = (await DrainAsync(channel, "jc.applications"))[0];
        Assert.Contains($"<SBLSH>{edited.GetProperty("sourceNos")[0].GetString()}</SBLSH>", message.Text, StringComparison.Ordinal);
        Assert.Contains("<SJBBH>2</SJBBH>", message.Text, StringComparison.Ordinal);
    }

    private static Task<IConnection> ConnectAsync(SystemsSandbox sandbox) => new ConnectionFactory
    {
        Uri = new Uri(sandbox.Server.Ready.Settings[$"{Id}.url"]),
        UserName = sandbox.Server.Ready.Settings[$"{Id}.user"],
        Password = sandbox.Password(Id),
    }.CreateConnectionAsync();

    private static async Task<List<(string Id, string? Text)>> DrainAsync(IChannel channel, string queue)
    {
        var messages = new List<(string, string?)>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got)
        {
            messages.Add((got.BasicProperties.MessageId!, Text(got.Body.Span)));
        }
        return messages;
    }

    private static string? Text(ReadOnlySpan<byte> body)
    {
        try
        {
            return CharacterSet.Find("gb18030")!.Decode(body, "a message");
        }
        catch (ExchangeException)
        {
            return null;
        }
    }
}
