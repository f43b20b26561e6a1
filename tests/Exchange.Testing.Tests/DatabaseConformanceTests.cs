using System.Globalization;
using Exchange.Connectors.Database;
using Exchange.Connectors.Database.Tests;
using Exchange.Connectors.Tests;

namespace Exchange.Testing.Tests;

/// <summary>The kind database against PostgreSQL: a table read by flag and one read by time.</summary>
[Trait("Category", "Integration")]
public sealed class DatabaseConformanceTests(PostgresServer server) : ConformanceTests, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string File = """
        id: bureau
        kind: database
        settings: { connection: "CONNECTION" }
        streams:
          - name: accepted
            table: up_accept
            key: [row_guid]
            caseKey: project_no
            select: { by: flag, column: is_sync, pending: "0", done: "1", versionColumn: cd_time }
          - name: changed
            table: changed
            key: [row_guid]
            caseKey: project_no
            cursor: { field: cd_time, lookback: 10m, settle: 1s }
        """;

    private string Connection => server.Connection.Replace("Username=tests", "Username=bureau", StringComparison.Ordinal) + ";Password=s3cret-of-tests;Pooling=false";

    protected override ConformanceSubject Subject => Declarations.Parse(File.Replace("CONNECTION", Connection, StringComparison.Ordinal)) is var declaration
        ? ConformanceSubject.Of(new DatabaseKind(), declaration with { Streams = [declaration.Streams[0] with { Ignore = ["is_sync"] }, declaration.Streams[1]] })
        : throw new InvalidOperationException();

    protected override ConformanceOptions Options => new()
    {
        Services = KindServices.Create,
        Secrets = [Connection],
        Write = true,
        AddLate = async (late, _) =>
        {
            var key = $"L{Guid.NewGuid():N}";
            var time = late.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var table = late.Stream == "accepted" ? "up_accept" : "changed";
            await server.ExecuteAsync($"insert into {table} (row_guid, project_no, cd_time) values ('{key}', 'P', '{time}')");
            return [key];
        },
    };

    // A flag stream keeps no cursor.
    protected override IReadOnlyList<string> NotApplicable => ["far-future", "look-back", "resume"];

    public async Task InitializeAsync()
    {
        await server.ExecuteAsync("create table up_accept (row_guid varchar(50) primary key, project_no varchar(50), cd_time timestamp, is_sync varchar(1) default '0')");
        await server.ExecuteAsync("create table changed (row_guid varchar(50) primary key, project_no varchar(50), cd_time timestamp)");
        foreach (var table in new[] { "up_accept", "changed" })
        {
            await server.ExecuteAsync($"insert into {table} (row_guid, project_no, cd_time) select 'R' || i, 'P' || i / 2, timestamp '2026-03-02 09:00:00' + (i / 4) * interval '20 minutes' from generate_series(0, 29) i");
        }

        await server.ExecuteAsync("create user bureau password 's3cret-of-tests'; grant select, update on up_accept, changed to bureau");

        // The server of the tests trusts everybody; this user has to show the password.
        var rules = await server.ScalarAsync<string>("select current_setting('hba_file')");
        await server.ExecuteAsync($"copy (values ('host all bureau 127.0.0.1/32 scram-sha-256'), ('host all all 127.0.0.1/32 trust'), ('local all all trust')) to '{rules}'");
        await server.ScalarAsync<bool>("select pg_reload_conf()");
        for (var attempt = 0; attempt < 50 && await server.ScalarAsync<long>("select count(*) from pg_hba_file_rules where auth_method = 'scram-sha-256'") == 0; attempt++)
        {
            await Task.Delay(50);
        }
    }

    public async Task DisposeAsync() => await server.ExecuteAsync("drop owned by bureau; drop user bureau; drop table up_accept, changed");
}
