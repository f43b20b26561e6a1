using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>Reads the streams of a system with a JSON interface over HTTP.</summary>
internal sealed class RestSource(IReadOnlyList<RestStream> streams, RestClient client) : ISourceConnector
{
    private const int Sample = 100;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (client.Settings.Check is not null || streams.Count == 0)
            {
                return await Connection.CheckAsync(client, client.Settings.Check, make: null, cancellationToken);
            }

            // From the present on, so that the check reads next to nothing.
            var now = client.Time.GetUtcNow();
            var window = streams[0].Declaration.Cursor is null ? null : (DateTimeOffset?)now;
            await using var pages = ReadAsync(new ReadRequest(streams[0].Name) { From = window, Limit = 1 }, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await pages.MoveNextAsync();
            return new CheckResult(true, $"{client.System}: the system answers and lets the hub in.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var shape = new RecordShape();
        await foreach (var page in ReadAsync(new ReadRequest(stream) { Limit = Sample }, cancellationToken))
        {
            shape.Add(page.Records.Take(Sample));
        }

        return shape.Of(stream);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = streams.FirstOrDefault(s => s.Name == request.Stream)
            ?? throw new ExchangeException(FailureKind.Configuration, $"{client.System}: there is no stream '{request.Stream}'.", $"Known: {string.Join(", ", streams.Select(s => s.Name))}.");
        await foreach (var page in new StreamRun(stream, request, client).PagesAsync(cancellationToken))
        {
            yield return page;
        }
    }

    public Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
