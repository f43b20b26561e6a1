using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Database.Dialects;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Writes to the front-end tables of a target.</summary>
internal sealed class DatabaseTarget(DatabaseClient client, DatabaseSink sink) : ITargetConnector
{
    private readonly TargetTables _tables = new(client, sink);
    private readonly WriteStatements _statements = new(client, sink);
    private readonly VerdictReader _verdicts = new(client, sink);

    private string Place => $"{client.System} (table {sink.Root.Name})";

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var columns = await _tables.ReadAsync(cancellationToken);
            for (var i = 0; i < sink.Tables.Count; i++)
            {
                foreach (var statement in _statements.Allowed(sink.Tables[i], columns.Tables[i]))
                {
                    await ProbeAsync(statement, sink.Tables[i], cancellationToken);
                }
            }

            return new CheckResult(true, $"{client.System}: the database answers; {sink.Tables.Count} tables have their columns and rights.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var columns = await _tables.ReadAsync(cancellationToken);
        var rows = new ItemRows(sink, columns.Tables, new ValueCheck(client, sink.Characters));
        var writer = new ItemWriter(client, sink, columns.Tables);
        var results = new List<DeliveryResult>(items.Count);
        var written = new List<(DeliveryItem Item, SinkRow Row)>();
        DbConnection? connection = null;
        try
        {
            for (var i = 0; i < items.Count; i++)
            {
                var item = items[i];
                try
                {
                    var made = rows.Make(item);
                    using var permit = await client.PermitAsync(cancellationToken);
                    connection ??= await client.OpenAsync(writes: true, cancellationToken);
                    var outcome = await writer.WriteAsync(connection, item, made, cancellationToken);
                    if (sink.Verdict is null)
                    {
                        results.Add(new DeliveryResult(item.Key, outcome));
                    }
                    else
                    {
                        written.Add((item, made[0]));
                    }
                }
                catch (Exception exception) when (exception is UnusableItem or JsonException)
                {
                    results.Add(Rejected(item, exception is UnusableItem ? exception.Message : "the item is no JSON"));
                }
                catch (UnknownCommit exception)
                {
                    results.Add(new DeliveryResult(item.Key, DeliveryOutcome.Unknown) { Message = exception.Message });
                    Postpone(items, i + 1, results, "not sent: the database did not answer");
                    break;
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    if (Failed(exception, item, results) is { } failure)
                    {
                        // Nothing of this item is there, because its transaction was not committed.
                        if (results.Count + written.Count == 0)
                        {
                            _tables.Forget();
                            throw failure;
                        }

                        Postpone(items, i, results, failure.Message);
                        break;
                    }
                }
            }
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        await JudgeAsync(written, columns, results, cancellationToken);
        return results;
    }

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var columns = await _tables.ReadAsync(cancellationToken);
        var rows = new ItemRows(sink, columns.Tables, new ValueCheck(client, sink.Characters));
        var asked = new List<(DeliveryItem, SinkRow)>();
        var results = new List<DeliveryResult>();
        foreach (var item in items)
        {
            try
            {
                asked.Add((item, rows.Make(item)[0]));
            }
            catch (Exception exception) when (exception is UnusableItem or JsonException)
            {
                // It cannot have been written.
                results.Add(new DeliveryResult(item.Key, DeliveryOutcome.Retry));
            }
        }

        if (asked.Count > 0)
        {
            results.AddRange(await _verdicts.AskAsync(asked, columns.Tables[0], columns.Verdict, Place, cancellationToken));
        }

        return results;
    }

    public async IAsyncEnumerable<HeldVersion> ListKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sink.Held is not { } held)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{client.System}: the sink cannot list its keys.", "Declare 'listKeys' under 'sink'.");
        }

        var types = (await _tables.ReadAsync(cancellationToken)).Held;
        string? after = null;
        while (true)
        {
            var page = await client.ReadAsync(_statements.List(held, after, types), Place, async (command, token) =>
            {
                await using var reader = await command.ExecuteReaderAsync(token);
                var read = new List<HeldVersion>();
                while (await reader.ReadAsync(token))
                {
                    read.Add(Held(reader, held));
                }

                return read;
            }, null, cancellationToken);
            foreach (var version in page)
            {
                yield return version;
            }

            if (page.Count < held.Limit || page[^1].Key == after)
            {
                yield break;
            }

            after = page[^1].Key;
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task ProbeAsync(Statement statement, SinkTable table, CancellationToken cancellationToken)
    {
        try
        {
            await client.WriteAsync(statement, $"{client.System} (table {table.Name})", cancellationToken);
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Data)
        {
            // The hub may write; that the trial without a row names no value for a column says nothing.
        }
    }

    private HeldVersion Held(DbDataReader reader, HeldSettings held)
    {
        string? Text(int place) => reader.IsDBNull(place) ? null : client.Provider.Text(reader.GetValue(place));
        var version = held.Version is null ? null : Text(1);
        return new HeldVersion(Text(0)!)
        {
            Version = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Digest = held.Digest is null ? null : Text(held.Version is null ? 1 : 2),
        };
    }

    // An item whose row the database refuses is told apart; anything else ends the batch.
    private ExchangeException? Failed(Exception exception, DeliveryItem item, List<DeliveryResult> results)
    {
        if (exception is not ExchangeException)
        {
            var fault = client.Provider.Fault(exception);
            if (fault.IsOfTheRow)
            {
                results.Add(Rejected(item, FaultText.RowWords(fault), fault.Code));
                return null;
            }

            if (fault.Kind == FaultKind.Conflict)
            {
                results.Add(new DeliveryResult(item.Key, DeliveryOutcome.Retry) { Code = fault.Code, Message = "another transaction is in the way" });
                return null;
            }
        }

        return FaultText.Explain(exception, client.Provider, Place);
    }

    private async Task JudgeAsync(List<(DeliveryItem Item, SinkRow Row)> written, TargetColumns columns, List<DeliveryResult> results, CancellationToken cancellationToken)
    {
        if (written.Count == 0)
        {
            return;
        }

        Dictionary<string, DeliveryResult> verdicts;
        try
        {
            verdicts = await _verdicts.AfterWriteAsync(written, columns.Verdict, Place, cancellationToken);
        }
        catch (ExchangeException)
        {
            // The rows are there; the verdict is asked for later.
            verdicts = [];
        }

        results.AddRange(written.Select(w => verdicts.GetValueOrDefault(w.Item.Key) ?? VerdictReader.Waiting(w.Item)));
    }

    private static void Postpone(IReadOnlyList<DeliveryItem> items, int from, List<DeliveryResult> results, string message) =>
        results.AddRange(items.Skip(from).Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Retry) { Message = message }));

    private static DeliveryResult Rejected(DeliveryItem item, string why, string? code = null) => new(item.Key, DeliveryOutcome.Rejected) { Code = code, Message = why };
}
