using Npgsql;

namespace Exchange.Sandbox.Systems.ProvincialExchange;

/// <summary>The tables provinceinfo (messages down from the province) and provinceinfosync (receipts of who read them).</summary>
internal sealed class ProvinceTables : IAsyncDisposable
{
    private const string Schema = """
        create table if not exists provinceinfo (unid varchar(32) primary key, type varchar(4) not null, createtime timestamp not null, xsdtype varchar(10),
          copyright varchar(100), action varchar(2), fromareacode varchar(12), fromareaname varchar(100), toareacode varchar(12), toareaname varchar(100),
          applyfrom varchar(4), content bytea not null);
        create index if not exists provinceinfo_type on provinceinfo (type, createtime);
        create table if not exists provinceinfosync (unid varchar(32) not null, type varchar(4) not null, updatetime timestamp, content bytea, createtime timestamp,
          fromareacode varchar(12), fromareaname varchar(100), toareacode varchar(12), toareaname varchar(100), etype varchar(10) not null, primary key (unid, etype));
        """;

    // A message that is sent again under its number loses its receipts, so that it is read again.
    private const string Upsert = """
        with written as (
          insert into provinceinfo as p (unid, type, createtime, xsdtype, action, fromareacode, fromareaname, toareacode, toareaname, applyfrom, content)
          select u, t, c, '1.0', a, '350000', '福建省', '350521', '惠安县', f, x from unnest($1, $2, $3, $4, $5, $6) as m (u, t, c, a, f, x)
          on conflict (unid) do update set createtime = excluded.createtime, action = excluded.action, applyfrom = excluded.applyfrom, content = excluded.content
          where p.content <> excluded.content or p.createtime <> excluded.createtime
          returning unid)
        delete from provinceinfosync s using written w where s.unid = w.unid
        """;

    private readonly NpgsqlDataSource _source;

    private ProvinceTables(string connection)
    {
        Connection = connection;
        _source = NpgsqlDataSource.Create(connection);
    }

    /// <summary>How the hub connects.</summary>
    public string Connection { get; }

    public static async Task<ProvinceTables> OpenAsync(Surroundings surroundings, string system, CancellationToken cancellationToken)
    {
        var tables = new ProvinceTables(await SandboxDatabases.CreateAsync(surroundings.Server, $"{surroundings.Prefix}_{system.Replace('-', '_')}", cancellationToken));
        await using var command = tables._source.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return tables;
    }

    public async Task WriteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var rows = entries.SelectMany(e => e.Records).ToList();
        await using var command = _source.CreateCommand(Upsert);
        Add(command, rows.Select(r => r.Key));
        Add(command, rows.Select(r => (string)r.Body["type"]!));
        Add(command, rows.Select(r => r.ChangedAt));
        Add(command, rows.Select(r => (string)r.Body["action"]!));
        Add(command, rows.Select(r => (string)r.Body["applyfrom"]!));
        Add(command, rows.Select(r => (byte[])r.Body["content"]!));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static void Add<T>(NpgsqlCommand command, IEnumerable<T> values) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });
}
