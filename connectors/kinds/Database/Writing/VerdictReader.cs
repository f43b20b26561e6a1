using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Reads what the target holds of items, and what it says about them.</summary>
/// <param name="client">The database.</param>
/// <param name="sink">The sink.</param>
internal sealed class VerdictReader(DatabaseClient client, DatabaseSink sink)
{
    private const int LongestWords = 500;
    private const int Chunk = 200;

    private readonly WriteStatements _statements = new(client, sink);

    /// <summary>The verdict on rows just written; an item without one is missing.</summary>
    public async Task<Dictionary<string, DeliveryResult>> AfterWriteAsync(
        IReadOnlyList<(DeliveryItem Item, SinkRow Row)> written, IReadOnlyDictionary<string, ColumnType> types, string place, CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, DeliveryResult>(StringComparer.Ordinal);
        var verdicts = await VerdictsAsync(written, types, place, cancellationToken);
        foreach (var (item, row) in written)
        {
            if (verdicts.TryGetValue(Key(row), out var verdict) && Judge(item, verdict, DeliveryOutcome.Accepted) is { } result)
            {
                results[item.Key] = result;
            }
        }

        return results;
    }

    /// <summary>Which of these items the target already holds, and its verdict where it gives one.</summary>
    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(
        IReadOnlyList<(DeliveryItem Item, SinkRow Row)> asked, IReadOnlyDictionary<string, ColumnType> rootTypes, IReadOnlyDictionary<string, ColumnType> verdictTypes, string place, CancellationToken cancellationToken)
    {
        var root = sink.Root;
        var versionColumn = root.ColumnOf("version");
        var keyColumn = root.ColumnOf("key");
        if (versionColumn is null && keyColumn is null)
        {
            return [.. asked.Select(a => new DeliveryResult(a.Item.Key, DeliveryOutcome.Unknown))];
        }

        var wanted = new[] { versionColumn, keyColumn }.OfType<string>().ToList();
        var held = await RowsAsync(root.Table, root.Key, [.. asked.Select(a => Keys(a.Row))], wanted, rootTypes, place, cancellationToken);
        var verdicts = sink.Verdict is null ? [] : await VerdictsAsync(asked, verdictTypes, place, cancellationToken);
        return [.. asked.Select(a => Judge(a.Item, a.Row, held, verdicts, versionColumn is not null, keyColumn is not null))];
    }

    private DeliveryResult Judge(DeliveryItem item, SinkRow row, Dictionary<string, string?[]> held, Dictionary<string, string?[]> verdicts, bool hasVersion, bool hasKey)
    {
        if (!held.TryGetValue(Key(row), out var values))
        {
            return new DeliveryResult(item.Key, DeliveryOutcome.Retry);
        }

        var version = hasVersion && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        if (version > item.Version)
        {
            return new DeliveryResult(item.Key, DeliveryOutcome.Repeated) { Message = "the target holds a newer version" };
        }

        var same = hasKey ? values[^1] == item.Key : version == item.Version;
        if (!same)
        {
            return new DeliveryResult(item.Key, DeliveryOutcome.Retry);
        }

        return sink.Verdict is null ? new DeliveryResult(item.Key, DeliveryOutcome.Repeated)
            : verdicts.TryGetValue(Key(row), out var verdict) && Judge(item, verdict, DeliveryOutcome.Repeated) is { } result ? result
            : Waiting(item);
    }

    /// <summary>The answer for an item the target has and has not judged.</summary>
    public static DeliveryResult Waiting(DeliveryItem item) => new(item.Key, DeliveryOutcome.Unknown) { Message = "written; the target has not given its verdict yet" };

    private DeliveryResult? Judge(DeliveryItem item, string?[] verdict, DeliveryOutcome taken)
    {
        var code = verdict[0]?.Trim();
        var settings = sink.Verdict!;
        DeliveryOutcome? outcome = code is null || settings.Pending.Contains(code) ? null
            : settings.Done.Contains(code) ? taken
            : settings.Rejected.Contains(code) || settings.Rejected.Contains("*") ? DeliveryOutcome.Rejected
            : null;
        return outcome is not { } known ? null : new DeliveryResult(item.Key, known)
        {
            Code = SystemWords.Short(code, 50),
            Message = verdict.Length > 1 ? SystemWords.Short(verdict[1], LongestWords) : null,
        };
    }

    private Task<Dictionary<string, string?[]>> VerdictsAsync(
        IReadOnlyList<(DeliveryItem Item, SinkRow Row)> items, IReadOnlyDictionary<string, ColumnType> types, string place, CancellationToken cancellationToken)
    {
        var settings = sink.Verdict!;
        var order = sink.Root.Key.Select(k => settings.Key.First(s => s.Value == k).Key).ToList();
        return RowsAsync(
            settings.Table, order, [.. items.Select(i => Keys(i.Row))], settings.Message is { } message ? [settings.Code, message] : [settings.Code], types, place, cancellationToken);
    }

    private async Task<Dictionary<string, string?[]>> RowsAsync(
        IReadOnlyList<string> table, IReadOnlyList<string> key, IReadOnlyList<string?[]> keys, IReadOnlyList<string> asked, IReadOnlyDictionary<string, ColumnType> types, string place, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        foreach (var chunk in keys.Chunk(Chunk))
        {
            await client.ReadAsync(_statements.Ask(table, key, chunk, asked, types), place, async (command, token) =>
            {
                await using var reader = await command.ExecuteReaderAsync(token);
                while (await reader.ReadAsync(token))
                {
                    var row = new string?[reader.FieldCount];
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] = reader.IsDBNull(i) ? null : client.Provider.Text(reader.GetValue(i));
                    }

                    found[string.Join('\u0001', row[..key.Count])] = row[key.Count..];
                }

                return true;
            }, null, cancellationToken);
        }

        return found;
    }

    private string Key(SinkRow row) => string.Join('\u0001', Keys(row));

    private string?[] Keys(SinkRow row) => [.. sink.Root.Key.Select(k => row.Values[k])];
}
