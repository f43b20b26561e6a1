using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Database.Tests;

[Trait("Category", "Integration")]
public sealed class MariaDbTargetTests(MariaDb server) : IClassFixture<MariaDb>, IAsyncLifetime
{
    private const string Upsert = """
        id: spgl
        kind: database
        settings: { provider: mariadb, connection: "CONNECTION" }
        streams: []
        sink:
          capabilities: { onUnknown: ask }
          tables:
            - table: xmspsxblxxb
              key: [spsxslbm]
              set: { hub_case: "{caseId}", hub_version: "{version}", cd_operation: "{operation}", sjyxbs: "1", gxsj: "{now}", hub_digest: "{digest}" }
            - table: xmspsxblxxxxb
              from: STEPS
              key: [spsxslbm, xh]
              parent: { spsxslbm: SPSXSLBM }
              set: { xh: "{index}" }
              write: replace
          receipt: { code: sjsczt, message: sbyy, done: ["3"], rejected: ["2", "-1"], pending: ["0"] }
          listKeys: {}
        """;

    private const string InsertOnly = """
        id: ea
        kind: database
        settings: { provider: mysql, connection: "CONNECTION" }
        streams: []
        sink:
          table: pre_apasinfo
          key: [projid, dataver]
          write: insertOnly
          set: { dataver: "{version}", signstate: "0", maketime: "{now}", sysmark: zone }
        """;

    public Task InitializeAsync() => server.ExecuteAsync("""
        drop table if exists xmspsxblxxb, xmspsxblxxxxb, pre_apasinfo, narrow;
        create table xmspsxblxxb(spsxslbm varchar(50) primary key, xmmc varchar(20), xydm varchar(18), blsj datetime, je decimal(18,2), sjyxbs int, sjsczt int, sbyy varchar(200), cd_operation char(1),
            hub_case varchar(20), hub_version int, hub_digest char(64), gxsj datetime);
        create table xmspsxblxxxxb(spsxslbm varchar(50), xh int, blr varchar(20) not null, primary key(spsxslbm, xh));
        create table pre_apasinfo(projid varchar(50), dataver int, applyname varchar(50), signstate char(1), maketime datetime, sysmark varchar(20), primary key(projid, dataver));
        create table narrow(id varchar(20) primary key, name varchar(20)) character set utf8mb3;
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Write_NewChangedAndOlderVersions_InsertUpdateAndNothing()
    {
        var yaml = Upsert.Replace("  receipt: { code: sjsczt, message: sbyy, done: [\"3\"], rejected: [\"2\", \"-1\"], pending: [\"0\"] }\n", "");
        var first = Items.Of("1", 2, """{"SPSXSLBM":"A1","XMMC":"项目","BLSJ":"2026-03-02T09:00:00+08:00","JE":"12.50","STEPS":[{"BLR":"甲"},{"BLR":"乙"}]}""");

        var inserted = await Items.WriteAsync(yaml, server.Connection, first);
        var word = await server.ScalarAsync("select cd_operation from xmspsxblxxb");
        var repeated = await Items.WriteAsync(yaml, server.Connection, first);
        var older = await Items.WriteAsync(yaml, server.Connection, Items.Of("1", 1, """{"SPSXSLBM":"A1","XMMC":"旧"}"""));
        var newer = await Items.WriteAsync(yaml, server.Connection, Items.Of("1", 3, """{"SPSXSLBM":"A1","XMMC":"新","STEPS":[{"BLR":"丙"}]}"""));

        Assert.Equal(DeliveryOutcome.Accepted, inserted[0].Outcome);
        Assert.Equal("I", word);
        Assert.Equal(DeliveryOutcome.Repeated, repeated[0].Outcome);
        Assert.Equal(DeliveryOutcome.Repeated, older[0].Outcome);
        Assert.Equal(DeliveryOutcome.Accepted, newer[0].Outcome);
        Assert.Equal("新|U|3|1|2026-03-02 09:00:00", await server.ScalarAsync("select concat_ws('|', xmmc, cd_operation, hub_version, sjyxbs, blsj) from xmspsxblxxb"));
        Assert.Equal("1丙", await server.ScalarAsync("select group_concat(xh, blr) from xmspsxblxxxxb"));
    }

    [Fact]
    public async Task Write_OneBadItem_ItsNeighboursAreWrittenAndNothingOfItIs()
    {
        var yaml = Upsert.Replace("  receipt: { code: sjsczt, message: sbyy, done: [\"3\"], rejected: [\"2\", \"-1\"], pending: [\"0\"] }\n", "");

        var results = await Items.WriteAsync(
            yaml, server.Connection,
            Items.Of("1", 1, """{"SPSXSLBM":"A1","XMMC":"good"}"""),
            Items.Of("2", 1, """{"SPSXSLBM":"A2","XMMC":"a step without a name","STEPS":[{"BLR":"甲"},{"BLR":null}]}"""),
            Items.Of("3", 1, """{"SPSXSLBM":"A3","XYDM":"91350500XX00000198X"}"""),
            Items.Of("4", 1, """{"SPSXSLBM":"A4","XMMCC":"x"}"""),
            Items.Of("5", 1, """{"SPSXSLBM":"A5","BLSJ":"yesterday"}"""),
            Items.Of("6", 1, """{"XMMC":"no key"}"""),
            Items.Of("7", 1, """{"SPSXSLBM":"A7"}"""));

        Assert.Equal(["Accepted", "Rejected", "Rejected", "Rejected", "Rejected", "Rejected", "Accepted"], results.Select(r => r.Outcome.ToString()));
        Assert.Contains("'XYDM' is too long for column 'xmspsxblxxb.xydm': 19 characters, it holds 18", results[2].Message);
        Assert.Contains("no column for field 'XMMCC' (did you mean 'xmmc'?)", results[3].Message);
        Assert.Contains("'BLSJ' is no value", results[4].Message);
        Assert.Contains("'spsxslbm' identifies a row", results[5].Message);
        Assert.All(results, r => Assert.DoesNotContain("yesterday", r.Message ?? ""));
        Assert.All(results, r => Assert.DoesNotContain("91350500", r.Message ?? ""));
        Assert.Equal("A1,A7", await server.ScalarAsync("select group_concat(spsxslbm order by 1) from xmspsxblxxb"));
        Assert.Equal("0", await server.ScalarAsync("select count(*) from xmspsxblxxxxb"));
    }

    [Fact]
    public async Task Write_CharacterOutsideOfThreeByteUtf8_IsRejectedNamingTheColumn()
    {
        const string Yaml = """
            id: n
            kind: database
            settings: { provider: mysql, connection: "CONNECTION" }
            streams: []
            sink: { table: narrow, key: [id] }
            """;

        var results = await Items.WriteAsync(Yaml, server.Connection, Items.Of("1", 1, """{"id":"a","name":"王𬭊"}"""), Items.Of("2", 1, """{"id":"b","name":"王明"}"""));

        Assert.Equal(DeliveryOutcome.Rejected, results[0].Outcome);
        Assert.Contains("'name'", results[0].Message);
        Assert.DoesNotContain("王", results[0].Message);
        Assert.Equal(DeliveryOutcome.Accepted, results[1].Outcome);
        Assert.Equal("王明", await server.ScalarAsync("select group_concat(name) from narrow"));
    }

    [Fact]
    public async Task Write_CharacterOutsideOfADeclaredGbk_IsRejected()
    {
        const string Yaml = """
            id: n
            kind: database
            settings: { provider: mysql, connection: "CONNECTION" }
            streams: []
            sink: { table: narrow, key: [id], charset: gbk }
            """;

        var results = await Items.WriteAsync(Yaml, server.Connection, Items.Of("1", 1, """{"id":"a","name":"王䶮"}"""));

        Assert.Equal(DeliveryOutcome.Rejected, results[0].Outcome);
        Assert.Contains("field 'name' holds a character", results[0].Message);
    }

    [Fact]
    public async Task Write_ResentVersion_IsARowOfItsOwnAndARepeatIsNone()
    {
        var one = Items.Of("1", 1, """{"projid":"P1","applyname":"甲"}""");
        var two = Items.Of("1", 2, """{"projid":"P1","applyname":"乙"}""");

        var results = await Items.WriteAsync(InsertOnly, server.Connection, one, two);
        var again = await Items.WriteAsync(InsertOnly, server.Connection, one, two);

        Assert.All(results, r => Assert.Equal(DeliveryOutcome.Accepted, r.Outcome));
        Assert.All(again, r => Assert.Equal(DeliveryOutcome.Repeated, r.Outcome));
        Assert.Equal("1甲0,2乙0", await server.ScalarAsync("select group_concat(dataver, applyname, signstate order by dataver) from pre_apasinfo"));
    }

    [Fact]
    public async Task Receipt_VerdictsAreReadBackOnceTheyAreThere()
    {
        var items = new[] { "A1", "A2", "A3" }.Select((k, i) => Items.Of($"{i}", 1, $$"""{"SPSXSLBM":"{{k}}"}""")).ToArray();
        var written = await Items.WriteAsync(Upsert, server.Connection, items);
        var waiting = await Items.AskAsync(Upsert, server.Connection, items);
        await server.ExecuteAsync("update xmspsxblxxb set sjsczt = 3 where spsxslbm = 'A1'; update xmspsxblxxb set sjsczt = -1, sbyy = '父项目不存在' where spsxslbm = 'A2'");

        var judged = await Items.AskAsync(Upsert, server.Connection, items);
        var newer = Items.Of("0", 2, """{"SPSXSLBM":"A1"}""");
        var notThere = await Items.AskAsync(Upsert, server.Connection, newer);
        var rewritten = await Items.WriteAsync(Upsert, server.Connection, newer);

        Assert.All(written.Concat(waiting), r => Assert.Equal(DeliveryOutcome.Unknown, r.Outcome));
        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Rejected, DeliveryOutcome.Unknown], judged.Select(r => r.Outcome));
        Assert.Equal(("-1", "父项目不存在"), (judged[1].Code, judged[1].Message));
        Assert.Equal(DeliveryOutcome.Retry, notThere[0].Outcome);
        Assert.Equal(DeliveryOutcome.Unknown, rewritten[0].Outcome);
        Assert.Equal("0", await server.ScalarAsync("select sjsczt from xmspsxblxxb where spsxslbm = 'A1'"));
    }

    [Fact]
    public async Task Ask_RowsHeldOrNot_SayWhetherToSend()
    {
        await server.ExecuteAsync("insert into xmspsxblxxb(spsxslbm, hub_version, sjsczt) values ('A1', 5, 3), ('A2', 1, 3)");

        var results = await Items.AskAsync(
            Upsert, server.Connection,
            Items.Of("1", 4, """{"SPSXSLBM":"A1"}"""), Items.Of("1", 5, """{"SPSXSLBM":"A1"}"""), Items.Of("2", 2, """{"SPSXSLBM":"A2"}"""), Items.Of("3", 1, """{"SPSXSLBM":"A3"}"""));

        Assert.Equal([DeliveryOutcome.Repeated, DeliveryOutcome.Repeated, DeliveryOutcome.Retry, DeliveryOutcome.Retry], results.Select(r => r.Outcome));
    }

    [Fact]
    public async Task Withdraw_MarksTheRow_OrRemovesItWithItsParts()
    {
        var yaml = Upsert.Replace("  receipt: { code: sjsczt, message: sbyy, done: [\"3\"], rejected: [\"2\", \"-1\"], pending: [\"0\"] }\n", "");
        const string Json = """{"SPSXSLBM":"A1","STEPS":[{"BLR":"甲"}]}""";
        await Items.WriteAsync(yaml, server.Connection, Items.Of("1", 1, Json));

        await Items.WriteAsync(yaml, server.Connection, Items.Of("1", 2, Json, withdraw: true));
        var marked = await server.ScalarAsync("select cd_operation from xmspsxblxxb");
        await Items.WriteAsync(yaml.Replace("key: [spsxslbm]\n", "key: [spsxslbm]\n      withdraw: delete\n"), server.Connection, Items.Of("1", 3, Json, withdraw: true));

        Assert.Equal("D", marked);
        Assert.Equal("0", await server.ScalarAsync("select (select count(*) from xmspsxblxxb) + (select count(*) from xmspsxblxxxxb)"));
    }

    [Fact]
    public async Task ListKeys_GoesThroughAllInTheOrderOfKeys()
    {
        await server.ExecuteAsync("insert into xmspsxblxxb(spsxslbm, hub_case, hub_version, hub_digest) select concat('A', seq), concat('', seq), seq, repeat('a', 64) from seq_1_to_25");

        var held = await Items.ListAsync(Upsert.Replace("listKeys: {}", "listKeys: { limit: 10 }"), server.Connection);

        Assert.Equal(25, held.DistinctBy(h => h.Key).Count());
        Assert.Equal((7, new string('a', 64)), (held.Single(h => h.Key == "7").Version, held.Single(h => h.Key == "7").Digest));
    }

    [Fact]
    public async Task Check_RightsAndColumns_AreToldBeforeAnythingIsSent()
    {
        await server.ExecuteAsync("create or replace user writer@'127.0.0.1' identified by 'w'; grant select on exchange.* to writer@'127.0.0.1'");
        var connection = System.Text.RegularExpressions.Regex.Replace(server.Connection, "User ID=.*?;Password=[^;]*", "User ID=writer;Password=w");
        await using var good = Items.Target(Upsert, server.Connection);
        await using var poor = Items.Target(Upsert, connection);
        await using var wrong = Items.Target(Upsert.Replace("code: sjsczt", "code: sjscz"), server.Connection);

        var results = new[] { await good.CheckAsync(default), await poor.CheckAsync(default), await wrong.CheckAsync(default) };

        Assert.True(results[0].Ok, results[0].Message);
        Assert.Contains("may not do this", results[1].Message);
        Assert.Contains("Did you mean 'sjsczt'?", results[2].Message);
    }

    [Fact]
    public async Task Write_NobodyListens_IsTransientAndNothingIsSent()
    {
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => Items.WriteAsync(InsertOnly, "Server=127.0.0.1;Port=1;Database=d;User ID=u;Password=s3cret", Items.Of("1", 1, "{}")));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString());
    }
}
