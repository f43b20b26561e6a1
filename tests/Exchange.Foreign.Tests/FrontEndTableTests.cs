using Exchange.Acceptance.Tests.Harness;
using Exchange.Foreign.Tests.Systems;
using Npgsql;

namespace Exchange.Foreign.Tests;

/// <summary>A front-end table of a system the hub has never heard of, and a database whose user owns nothing else.</summary>
[Collection(Collection.Name)]
[Trait("Category", "Acceptance")]
public sealed class FrontEndTableTests(Servers servers)
{
    private const string File = """
        id: bureau
        name: 局
        owner: 局
        timeZone: Asia/Shanghai
        kind: database
        settings: { provider: postgresql, connection: "${secret:bureau}" }
        streams:
          - name: accepted
            part: case
            table: up_pro_accept                    # or query: a SELECT with {from} {to} {afterKey} {limit}
            key: [row_guid]
            caseKey: project_no
            deleteWhen: { cd_operation: D }
            select: { by: flag, column: is_sync, pending: "0", done: "1", versionColumn: cd_time }     # or by: watermark | receipt | version | keyDiff
            batch: 1000
            schedule: "*/5 * * * *"
            freshness: 15m
            mapping: bureau/accepted
        """;

    private const string Mapping = """
        from: bureau/accepted
        to: case/v1
        fields:
          sourceCaseNo: { from: project_no, required: true }
          item.code: { from: task_code, check: itemCode }
          applicant.idNo: { from: paper, clean: [trim, halfWidth, upper], check: idNumber, onError: warn }
          status: { from: state, code: case-status }
        """;

    [Fact]
    public async Task Sync_FrontEndTable_FlagsEditsAndDeletions()
    {
        var front = await servers.DatabaseAsync();
        var user = $"u{Guid.NewGuid():N}";
        await ExecuteAsync(front, $"""
            create table up_pro_accept(row_guid text primary key, project_no text, task_code text, paper text, state text, cd_operation text, cd_time timestamp, is_sync text default '0');
            insert into up_pro_accept select 'g'||i, 'P'||i, '350521103XK01003', case i when 1 then '11010519491231002x' when 2 then 'no such paper' end, '1', 'I', now(), '0' from generate_series(1, 1500) i;
            create role {user} login password 'a;b c';
            """);
        await using var hub = await ForeignHub.CreateAsync(servers, "http://127.0.0.1:1", "http://127.0.0.1:1");
        hub.Write("connectors/systems/bureau/connector.yaml", File);
        hub.Write("mappings/bureau/accepted.yaml", Mapping);
        hub.Write("mappings/bureau/codes.csv", "table,raw,canonical,label,from,to\ncase-status,1,accepted,,,\n");
        hub.Set("EXCHANGE_SECRET_BUREAU", front);

        // The hub's own database belongs to a user who may do nothing elsewhere.
        var own = new NpgsqlConnectionStringBuilder(await servers.DatabaseAsync());
        await ExecuteAsync(front, $"alter database {own.Database} owner to {user}");
        (own.Username, own.Password) = (user, "a;b c");
        hub.Set("EXCHANGE_DB", own.ConnectionString);

        var first = (await hub.RunAsync("sync", "bureau")).Succeeded();
        Assert.Equal((1500, 1500), (first.Sum("pulled"), first.Sum("mapped")));
        Assert.Equal(0, (await hub.RunAsync("sync", "bureau")).Succeeded().Sum("pulled"));
        Assert.Equal(1500, (await hub.RunAsync("sync", "bureau", "--full")).Succeeded().Sum("unchanged"));
        await ExecuteAsync(front, "update up_pro_accept set cd_operation = 'D', cd_time = now(), is_sync = '0' where row_guid = 'g3'");
        Assert.Equal(1, (await hub.RunAsync("sync", "bureau")).Succeeded().Sum("mapped"));

        own.Password = "wrong";
        hub.Set("EXCHANGE_DB", own.ConnectionString);
        Assert.Equal(2, (await hub.RunAsync("status")).ExitCode);
        hub.Set("EXCHANGE_SECRET_BUREAU", new NpgsqlConnectionStringBuilder(front) { Password = "wrong" }.ConnectionString);
        Assert.Equal(2, (await hub.RunAsync("connector", "check", "bureau")).ExitCode);
        hub.Replace("connectors/systems/bureau/connector.yaml", "table: up_pro_accept ", "table: \"up_pro_accept; drop table x\" ");
        Assert.Equal(2, (await hub.RunAsync("connector", "check", "bureau")).ExitCode);
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
