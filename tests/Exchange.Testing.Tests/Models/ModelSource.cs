using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Testing.Tests.Models;

/// <summary>Reads a model system by time, in pages that go on after (time, key); sound but for the system's one fault.</summary>
internal sealed class ModelSource(ModelSystem system, ConnectorDeclaration declaration, ConnectorServices services) : ISourceConnector
{
    private readonly Fault _fault = system.Fault;
    private readonly StreamDeclaration _stream = declaration.Streams[0];

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => await Access.CheckAsync(_fault, declaration, cancellationToken);

    public Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string> { ["no"] = "text", ["updated"] = "text", ["seen"] = "number", ["value"] = "text", ["read"] = "number" };
        if (_fault == Fault.DiscoverForgetsAField)
        {
            fields.Remove("value");
        }

        return Task.FromResult(new StreamShape(stream, fields));
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = ++system.Reads;
        switch (_fault)
        {
            case Fault.SecretInException:
                throw new ExchangeException(FailureKind.Data, "The system refuses.", "Ask it.", new InvalidOperationException($"Authorization: {ModelSystem.Password}"));
            case Fault.BreaksOff:
                throw new InvalidOperationException("Sequence contains no elements");
        }

        var cursor = Begin(request);
        var resumed = cursor.InProgress;
        var after = cursor.Page?.Split('|') is [var time, var key] ? (DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), key) : ((DateTimeOffset, string)?)null;
        var taken = 0;
        while (true)
        {
            if (_fault != Fault.CancellationIsIgnored)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            using var permit = _fault switch
            {
                Fault.BudgetIsIgnored => null,
                Fault.WindowIsIgnored => await TryAsync(cancellationToken),
                _ => await services.Budget.AcquireAsync(cancellationToken),
            };
            if (_fault == Fault.PermitsAreKept)
            {
                await services.Budget.AcquireAsync(cancellationToken);
            }

            var due = system.Rows
                .Where(r => cursor.From is null || (_fault == Fault.LateIsLost ? r.Updated > cursor.From : r.Updated >= cursor.From))
                .Where(r => after is not { } a || r.Updated > a.Item1 || (_fault != Fault.PageEdgeLoses && r.Updated == a.Item1 && string.CompareOrdinal(r.Key, a.Item2) > 0))
                .OrderBy(r => r.Updated).ThenBy(r => r.Key, StringComparer.Ordinal)
                .Where((_, i) => !(_fault == Fault.FullReadLoses && request.Full && read % 2 == 0 && i == 0))
                .ToList();
            if (_fault == Fault.AcknowledgedTwiceIsLost)
            {
                due.RemoveAll(r => r.Acknowledged > 1);
            }

            var page = due.Take(_stream.Batch).ToList();
            var last = page.Count == due.Count;
            foreach (var row in page)
            {
                cursor = cursor.See(row.Updated);
            }

            taken += page.Count;
            if (page.Count > 0)
            {
                after = (page[^1].Updated, page[^1].Key);
            }

            var ahead = _fault == Fault.CursorIsAhead ? due.ElementAtOrDefault(page.Count * 2) ?? due[^1] : null;
            var next = ahead is not null ? (ahead.Updated, ahead.Key) : after;
            cursor = last ? cursor.Complete() : cursor with { Page = $"{next!.Value.Item1:O}|{next.Value.Item2}" };
            var stop = last || taken >= request.Limit;
            yield return new SourcePage([.. page.Select((r, i) => Record(r, i, read))], cursor.ToString())
            {
                Last = last,
                Complete = _fault switch
                {
                    Fault.NeverComplete => false,
                    Fault.CutIsComplete => stop,
                    _ => last && request.Full && !resumed,
                },
            };
            if (stop)
            {
                yield break;
            }
        }
    }

    public Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        foreach (var row in system.Rows.Where(r => acknowledgements.Contains(r.Key)))
        {
            row.Acknowledged++;
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private WindowCursor Begin(ReadRequest request)
    {
        var stored = WindowCursor.Parse(request.Cursor, _stream.Name);
        if (stored.InProgress && !request.Full)
        {
            return stored;
        }

        var lookback = _fault switch
        {
            Fault.LateIsLost => TimeSpan.Zero,
            Fault.CursorLosesNewer => TimeSpan.FromHours(-1),
            _ => _stream.Cursor!.Lookback,
        };
        var from = request.Full || stored.At is null || _fault == Fault.CursorNarrowsNothing ? (DateTimeOffset?)null : stored.At - lookback;
        if (_fault == Fault.FutureReadsAll && from > system.Now)
        {
            from = null;
        }

        return new WindowCursor { At = stored.At, From = from, Bound = system.Now };
    }

    private SourceRecord Record(ModelRow row, int place, int read) => new()
    {
        SourceKey = _fault == Fault.KeyIsNull && place == 1 ? null : _fault == Fault.KeyRepeats && place is 1 or 2 ? "same" : row.Key,
        CaseKey = row.Key,
        Version = row.Updated,
        Json = JsonSerializer.SerializeToUtf8Bytes(new { no = row.Key, updated = row.Updated, value = "x", seen = Guid.NewGuid(), read = _fault == Fault.ContentChanges ? read : 0 }),
        Acknowledgement = row.Key,
    };

    private async Task<IDisposable?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await services.Budget.AcquireAsync(cancellationToken);
        }
        catch (ExchangeException)
        {
            return null;
        }
    }
}
