using System.Runtime.CompilerServices;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;

namespace Exchange.Storage.Tests.Hubs;

/// <summary>A source that gives the pages it was given.</summary>
internal sealed class ScriptedSource(IReadOnlyList<SourcePage> pages) : ISourceConnector
{
    public List<object> Acknowledged { get; } = [];

    public ReadRequest? Request { get; private set; }

    /// <summary>Thrown behind the last page.</summary>
    public Exception? FailAtEnd { get; init; }

    public Func<IReadOnlyList<object>, Task>? OnAcknowledge { get; init; }

    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new CheckResult(true, "ok"));

    public Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Request = request;
        foreach (var page in pages)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return page;
        }

        if (FailAtEnd is { } failure)
        {
            throw failure;
        }
    }

    public async Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        if (OnAcknowledge is { } act)
        {
            await act(acknowledgements);
        }

        Acknowledged.AddRange(acknowledgements);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
