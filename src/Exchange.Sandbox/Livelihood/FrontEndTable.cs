using System.Globalization;
using System.Text;
using Exchange.Sandbox.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Exchange.Sandbox.Livelihood;

/// <summary>A front-end exchange table: its columns (":t" timestamp, ":i" integer, otherwise text) and set-based writing.</summary>
internal sealed class FrontEndTable
{
    public const string DataSource = "p35";
    private readonly string[] _columns;
    private readonly NpgsqlDbType[] _types;
    private readonly string _merge;

    public FrontEndTable(string name, string[] columns)
    {
        Name = name;
        _columns = [.. columns.Select(c => c.Split(':')[0])];
        _types = [.. columns.Select(c => c.EndsWith(":t", StringComparison.Ordinal) ? NpgsqlDbType.Timestamp : c.EndsWith(":i", StringComparison.Ordinal) ? NpgsqlDbType.Integer : NpgsqlDbType.Varchar)];
        var merge = new StringBuilder($"insert into {name} ({string.Join(", ", _columns)}) select {string.Join(", ", _columns)} from incoming on conflict (row_guid) do update set ");
        merge.AppendJoin(", ", _columns.Skip(1).Select(c => $"{c} = excluded.{c}"));
        _merge = merge.ToString();
    }

    public string Name { get; }

    public int IndexOf(string column) => Array.IndexOf(_columns, column);

    public static string Batch(Row row) => row.ChangedAt.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Inserts or replaces rows, each with is_sync as given in it.</summary>
    public async Task MergeAsync(NpgsqlConnection connection, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }
        await using (var create = new NpgsqlCommand($"create temp table incoming (like {Name}) on commit drop", connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        await using (var copy = await connection.BeginBinaryImportAsync($"copy incoming ({string.Join(", ", _columns)}) from stdin (format binary)", cancellationToken))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellationToken);
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is null)
                    {
                        await copy.WriteNullAsync(cancellationToken);
                    }
                    else
                    {
                        await copy.WriteAsync(row[i], _types[i], cancellationToken);
                    }
                }
            }
            await copy.CompleteAsync(cancellationToken);
        }
        await using var merge = new NpgsqlCommand(_merge + "; drop table incoming", connection);
        await merge.ExecuteNonQueryAsync(cancellationToken);
    }
}
