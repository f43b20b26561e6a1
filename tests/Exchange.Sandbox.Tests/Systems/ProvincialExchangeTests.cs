using Exchange.Abstractions.Decoding;
using Exchange.Sandbox.Tests.Servers;
using Npgsql;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The province's front-end database: messages in GB18030 whatever they say of themselves, read by leaving receipts.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class ProvincialExchangeTests(SandboxServers servers) : IAsyncLifetime
{
    private const string Id = "provincial-exchange";
    private static readonly CharacterSet Gb18030 = CharacterSet.Find("gb18030")!;
    private SandboxOptions _options = null!;
    private SystemsSandbox _sandbox = null!;
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _options = servers.Options(cases: 300) with { Systems = [Id], BaseTime = SystemsSandbox.BaseTime };
        _sandbox = await SystemsSandbox.StartAsync(servers, _options);
        _source = NpgsqlDataSource.Create(_sandbox.Password(Id));
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Messages_OfEveryType_AreThere()
    {
        Assert.Equal(["10", "25", "36", "80", "81", "82", "85", "86", "99"], await TextsAsync("select distinct type from provinceinfo order by 1"));
    }

    [Fact]
    public async Task Content_WhateverItSaysOfItself_IsGb18030ButForPlantedBytes()
    {
        var contents = await BytesAsync("select content from provinceinfo where type = '10'");
        var texts = contents.Select(Text).ToArray();

        Assert.Contains(texts, t => t?.Contains("encoding=\"UTF-8\"", StringComparison.Ordinal) == true);
        Assert.Contains(texts, t => t?.Contains("encoding=\"GB18030\"", StringComparison.Ordinal) == true);
        Assert.All(texts.OfType<string>(), t => Assert.NotEmpty(XmlRecord.Read(t)));
        Assert.InRange(texts.Count(t => t is null), 1, 20);
    }

    [Fact]
    public async Task SentAgain_ItsReceiptIsTakenBack_AndARestartTakesNoneBack()
    {
        using var client = new SandboxClient(_sandbox.Server, servers.Connection, _options);
        await RunAsync("insert into provinceinfosync (unid, type, etype, updatetime) select unid, '1', type, now() from provinceinfo");

        var edited = await client.ActAsync("edit", new { system = Id, count = 1 });

        var number = edited.GetProperty("sourceNos")[0].GetString();
        var open = await TextsAsync("select unid from provinceinfo p where not exists (select 1 from provinceinfosync s where s.unid = p.unid)");
        Assert.Contains(number, open);
        Assert.InRange(open.Count, 1, 15);

        await _sandbox.DisposeAsync();
        _sandbox = await SystemsSandbox.StartAsync(servers, _options);
        Assert.Equal(open.Order(StringComparer.Ordinal), (await TextsAsync("select unid from provinceinfo p where not exists (select 1 from provinceinfosync s where s.unid = p.unid)")).Order(StringComparer.Ordinal));
    }

    private static string? Text(byte[] content)
    {
        try
        {
            return Gb18030.Decode(content, "content");
        }
        catch (Exchange.Abstractions.Failures.ExchangeException)
        {
            return null;
        }
    }

    private async Task<List<string>> TextsAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        var values = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }
        return values;
    }

    private async Task<List<byte[]>> BytesAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        var values = new List<byte[]>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetFieldValue<byte[]>(0));
        }
        return values;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
