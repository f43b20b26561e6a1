using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Reading;

/// <summary>Reads the streams of a system with web services.</summary>
internal sealed class SoapSource(IReadOnlyList<SoapStream> streams, SoapClient client) : ISourceConnector
{
    private const int Sample = 100;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (streams.Count == 0)
        {
            return await client.CheckAsync(cancellationToken);
        }

        try
        {
            // From the present on, so that the check reads next to nothing.
            var window = streams[0].Declaration.Cursor is null ? null : (DateTimeOffset?)client.Time.GetUtcNow();
            await using var pages = ReadAsync(new ReadRequest(streams[0].Name) { From = window, Limit = 1 }, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await pages.MoveNextAsync();
            return new CheckResult(true, $"{client.System}: the service answers and lets the hub in.");
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
