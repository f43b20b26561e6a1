using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Database.Tests;

[Trait("Category", "Integration")]
public sealed class PostgresTargetTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Sink = """
        id: national
        kind: database
        settings: { provider: postgresql, connection: "CONNECTION" }
        streams: []
        sink:
          capabilities: { onUnknown: ask, withdraw: true }
          tables:
            - table: up_pro_accept
              key: [row_guid]
              columns: { task_name: ITEM.NAME }
              ignore: [ITEM]
              set: { cd_operation: "{operation}", is_sync: "0", cd_time: "{now}", hub_version: "{version}", hub_key: "{key}" }
            - table: up_pro_process
              from: STEPS
              key: [row_guid]
              parent: { project_no: PROJECT_NO }
        """;

    public Task InitializeAsync() => server.ExecuteAsync("""
        drop table if exists up_pro_accept, up_pro_process, verdicts, cityinfo;
        create table up_pro_accept(row_guid varchar(50) primary key, project_no varchar(50), task_name varchar(10), apply_date timestamp, fee numeric(10,2), legal boolean, cd_operation varchar(2), is_sync varchar(1), cd_time timestamp, hub_version int, hub_key text);
        create table up_pro_process(row_guid varchar(50) primary key, project_no varchar(50) references up_pro_accept_fk, process_name varchar(100) not null);
        """.Replace(" references up_pro_accept_fk", ""));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Write_ItemWithItsParts_IsOneTransactionAndAnOlderVersionChangesNothing()
    {
        var one = Items.Of("1", 2, """{"ROW_GUID":"a","PROJECT_NO":"P1","ITEM":{"NAME":"𬭊照"},"APPLY_DATE":"2026-03-02T01:00:00Z","FEE":12.5,"LEGAL":true,"STEPS":[{"ROW_GUID":"s1","PROCESS_NAME":"受理"}]}""");
        var bad = Items.Of("2", 1, """{"ROW_GUID":"b","PROJECT_NO":"P2","STEPS":[{"ROW_GUID":"s2","PROCESS_NAME":"受理"},{"ROW_GUID":"s3","PROCESS_NAME":null}]}""");
        var older = Items.Of("1", 1, """{"ROW_GUID":"a","PROJECT_NO":"old"}""");

        var results = await Items.WriteAsync(Sink, server.Connection, one, bad);
        var asked = await Items.AskAsync(Sink, server.Connection, one, older, Items.Of("3", 1, """{"ROW_GUID":"c"}"""));
        var again = await Items.WriteAsync(Sink, server.Connection, older, one);

        Assert.Equal([DeliveryOutcome.Accepted, DeliveryOutcome.Rejected], results.Select(r => r.Outcome));
        Assert.Contains("'process_name' must have a value", results[1].Message);
        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Repeated, DeliveryOutcome.Retry], asked.Select(r => r.Outcome));
        Assert.All(again, r => Assert.Equal(DeliveryOutcome.Repeated, r.Outcome));
        Assert.Equal("a|P1|𬭊照|2026-03-02 09:00:00|12.50|true|I|0|2", await server.ScalarAsync<string>("select string_agg(concat_ws('|', row_guid, project_no, task_name, apply_date, fee, legal::text, cd_operation, is_sync, hub_version), ',') from up_pro_accept"));
        Assert.Equal("s1P1", await server.ScalarAsync<string>("select string_agg(row_guid || project_no, ',') from up_pro_process"));
    }

    [Fact]
    public async Task Write_AnotherTransactionHoldsTheRow_IsTriedAgainLater()
    {
        await Items.WriteAsync(Sink, server.Connection, Items.Of("1", 1, """{"ROW_GUID":"a"}"""));
        await using var other = new Npgsql.NpgsqlConnection(server.Connection + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("update up_pro_accept set project_no = 'held'", other, transaction);
        await command.ExecuteNonQueryAsync();

        var results = await Items.WriteAsync(Sink.Replace("postgresql, connection: \"", "postgresql, timeout: 500ms, connection: \""), server.Connection, Items.Of("2", 1, """{"ROW_GUID":"b"}"""), Items.Of("1", 2, """{"ROW_GUID":"a"}"""));

        Assert.Equal([DeliveryOutcome.Accepted, DeliveryOutcome.Retry], results.Select(r => r.Outcome));
    }

    [Fact]
    public async Task Write_VerdictsInATableOfTheirOwn_AreReadBack()
    {
        await server.ExecuteAsync("create table verdicts(guid varchar(50), isok varchar(2), reason text)");
        var yaml = Sink + "\n  receipt: { table: verdicts, key: { guid: row_guid }, code: isok, message: reason, done: [\"1\"], rejected: [\"*\"] }\n";
        var items = new[] { "a", "b", "c" }.Select((k, i) => Items.Of($"{i}", 1, $$"""{"ROW_GUID":"{{k}}"}""")).ToArray();
        var written = await Items.WriteAsync(yaml, server.Connection, items);
        await server.ExecuteAsync("insert into verdicts values ('a', '1', null), ('b', '2', '材料不齐')");

        var judged = await Items.AskAsync(yaml, server.Connection, items);

        Assert.All(written, r => Assert.Equal(DeliveryOutcome.Unknown, r.Outcome));
        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Rejected, DeliveryOutcome.Unknown], judged.Select(r => r.Outcome));
        Assert.Equal("材料不齐", judged[1].Message);
    }

    [Fact]
    public async Task Write_XmlTextIntoABytesColumn_IsWrittenInTheDeclaredCharacterSet()
    {
        await server.ExecuteAsync("create table cityinfo(unid varchar(50) primary key, type int, content bytea)");
        const string Yaml = """
            id: city
            kind: database
            settings: { provider: postgresql, connection: "CONNECTION" }
            streams: []
            sink: { table: cityinfo, key: [unid], charset: gb18030, set: { type: "10" } }
            """;

        var results = await Items.WriteAsync(Yaml, server.Connection, Items.Of("1", 1, """{"unid":"u","content":"<Case>王</Case>"}"""));

        Assert.Equal(DeliveryOutcome.Accepted, results[0].Outcome);
        Assert.Equal("3c436173653ecdf53c2f436173653e", await server.ScalarAsync<string>("select encode(content, 'hex') from cityinfo where type = 10"));
    }
}
