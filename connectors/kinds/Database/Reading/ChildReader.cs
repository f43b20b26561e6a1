using System.Buffers;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>Reads the children of a page's rows: one query a child table, more only where the database bounds a list.</summary>
/// <param name="client">The database.</param>
/// <param name="statements">The statements.</param>
internal sealed class ChildReader(DatabaseClient client, ReadStatements statements)
{
    private const int Largest = 64 * 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 64 };
    private static readonly Dictionary<string, ColumnReading> NoReadings = [];

    /// <summary>Puts the children into the rows of a page.</summary>
    public async Task JoinAsync(RowPage page, DatabaseStream stream, StreamTypes types, string place, SnapshotSession? session, CancellationToken cancellationToken)
    {
        var joined = new List<(ChildTable, IReadOnlyList<ChildRows?>)>();
        for (var i = 0; i < stream.Children.Count; i++)
        {
            var child = stream.Children[i];
            var parents = page.Parents(child);
            var found = new Dictionary<string, ChildRows>(StringComparer.Ordinal);
            var wanted = parents.Where(p => !p.Contains(null)).DistinctBy(Key).ToList();
            var chunk = Math.Max(1, client.Dialect.LongestList / child.By.Count);
            foreach (var part in wanted.Chunk(chunk))
            {
                var statement = statements.Children(child, types.Children[i], part);
                var columns = types.Children[i];
                await client.ReadAsync(statement, $"{place}, child {string.Join('.', child.Table)}", async (command, token) =>
                {
                    await using var reader = await command.ExecuteReaderAsync(token);
                    await ReadAsync(reader, child, columns, found, place, token);
                    return true;
                }, session, cancellationToken);
                page.Fetches++;
            }

            joined.Add((child, [.. parents.Select(p => p.Contains(null) ? null : found.GetValueOrDefault(Key(p)))]));
        }

        page.Join(joined);
    }

    private async Task ReadAsync(DbDataReader reader, ChildTable child, IReadOnlyDictionary<string, ColumnType> types, Dictionary<string, ChildRows> found, string place, CancellationToken cancellationToken)
    {
        var kept = child.By.Count;
        var columns = reader.FieldCount - kept;
        var rows = new RowWriter(reader, columns, client, types, NoReadings);
        var buffer = new ArrayBufferWriter<byte>(1024);
        var total = 0L;
        using var writer = new Utf8JsonWriter(buffer, Options);
        while (await reader.ReadAsync(cancellationToken))
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            var fault = rows.Write(writer, reader);
            await writer.FlushAsync(cancellationToken);
            total += buffer.WrittenCount;
            if (total > Largest)
            {
                throw new ExchangeException(FailureKind.Data, $"{place}: the children of one page hold more than {Largest / (1024 * 1024)} MiB.", "Lower the stream's batch.");
            }

            var values = new string?[kept];
            for (var i = 0; i < kept; i++)
            {
                values[i] = client.Provider.Text(reader.GetValue(columns + i));
            }

            var key = Key(values);
            if (!found.TryGetValue(key, out var list))
            {
                found[key] = list = new ChildRows();
            }

            list.Add(buffer.WrittenSpan.ToArray());
            list.Fault ??= fault;
        }
    }

    private static string Key(string?[] values) => values.Length == 1 ? values[0]! : string.Join('\u0001', values);
}
